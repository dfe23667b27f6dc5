namespace Limn.Server.Hosting;

/// <summary>Numbers of log events, in blocks by area.</summary>
internal static class EventIds
{
    public const int RequestFailed = 1000;
    public const int FirstStart = 1001;
    public const int PasswordLink = 1002;
    public const int Serving = 1003;
    public const int ProcessLost = 1004;
    public const int ProcessLossFailed = 1005;

    public const int OutboxDispatchFailed = 1100;
    public const int OutboxHandlerFailed = 1101;

    public const int LoginFailed = 1200;
    public const int AccountLocked = 1201;

    public const int JobStarted = 1300;
    public const int JobEnded = 1301;
    public const int JobFailed = 1302;
    public const int JobRenewalFailed = 1303;
    public const int JobRecoveryFailed = 1304;
    public const int JobLost = 1305;

    public const int PluginConnected = 1400;
    public const int PluginRefused = 1401;
    public const int PluginDisconnected = 1402;
    public const int PluginMessageDropped = 1403;
    public const int PluginSessionEnded = 1404;
    public const int PluginAnswerDropped = 1405;
    public const int PluginDispatchFailed = 1406;
    public const int PluginProbeFailed = 1407;
    public const int PluginHostFailed = 1408;
    public const int PluginLight = 1409;
    public const int PluginReportFailed = 1410;
    public const int PluginRecoveryFailed = 1411;
    public const int PluginRetentionFailed = 1412;

    public const int LiveRecheckFailed = 1450;
    public const int LiveSubscriptionFailed = 1451;
    public const int LiveEventLost = 1452;

    public const int ExportWritten = 1500;

    public const int FileCleaningFailed = 1600;

    public const int ImportStopped = 1700;
    public const int PluginSavePassedOver = 1700;
    public const int BatchRetentionFailed = 1710;
}
