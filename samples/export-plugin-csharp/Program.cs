using ExportPluginSample;
using Limn.Plugins;

// HOST, PLUGIN_ID and PLUGIN_SECRET come from the environment. It runs until Ctrl+C or SIGTERM.
await PluginRunner.RunAsync(new ExportPlugin(PluginOptions.FromEnvironment(), BoxesExport.RunAsync));
