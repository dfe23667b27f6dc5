namespace Limn.Plugins;

/// <summary>Numbers of the local log lines: 1xx runs, 2xx connection, 3xx listener.</summary>
internal static class PluginEvents
{
    internal const int RunLine = 100;
    internal const int RunStarted = 101;
    internal const int RunEnded = 102;
    internal const int RunRefused = 103;
    internal const int StateHandlerFailed = 104;
    internal const int Connected = 200;
    internal const int ConnectionLost = 201;
    internal const int Unauthorized = 202;
    internal const int Draining = 203;
    internal const int Listening = 300;
    internal const int NotDelivered = 301;
}
