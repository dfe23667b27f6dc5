using Limn.Server.Plugins;

namespace Limn.Server.Doctor;

internal static class DoctorModule
{
    /// <summary>Registers the checks in the order in which they run.</summary>
    public static void AddDoctor(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PluginsOptions>().BindConfiguration(PluginsOptions.Section);
        services.AddSingleton<IDoctorCheck, DatabaseCheck>();
        services.AddSingleton<IDoctorCheck, KeyCheck>();
        services.AddSingleton<IDoctorCheck, FileCheck>();
        services.AddSingleton<IDoctorCheck, BlobCheck>();
        services.AddSingleton<IDoctorCheck, AnswerCheck>();
        services.AddSingleton<IDoctorCheck, StatisticsCheck>();
        services.AddSingleton<IDoctorCheck, WorkCheck>();
        services.AddSingleton<DoctorVisit>();
    }
}
