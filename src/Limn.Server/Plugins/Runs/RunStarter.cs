using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Notifications;
using Limn.Server.Permissions;
using Limn.Server.Plugins.BuiltIn;
using Limn.Server.Plugins.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Limn.Server.Plugins.Runs;

/// <summary>Who wants to run what, and where.</summary>
/// <param name="Origin">The address under which he reaches the server.</param>
internal sealed record RunOrder(PluginId PluginId, Caller Caller, ProjectAccess Project, string Origin);

/// <summary>Starts runs: checks everything that the plugin could only fail on, and writes the session, which is sent after the commit.</summary>
internal sealed class RunStarter(
    LimnDb db, Writes writes, IGrainFactory grains, BuiltInPlugins builtIns, RunFilters filters, IOptions<MailOptions> mail, Limits limits, TimeProvider clock)
{
    public const string StartKind = "plugin.run";

    public async Task<Reply<PluginSessionId>> StartAsync(
        RunOrder order, RunRequest request, CancellationToken cancellationToken)
    {
        var plugin = await FindAsync(order.PluginId, order.Project.OrganizationId, cancellationToken);
        if (plugin is null)
        {
            return Refusal.NotFound("The plugin is not installed in this organization.");
        }

        if ((RefuseType(plugin) ?? RefuseMail(request)) is { } refused)
        {
            return refused;
        }

        var input = await ReadAsync(order, request, cancellationToken);
        if (input.Refusal is { } wrong)
        {
            return wrong;
        }

        return await IsLiveAsync(plugin)
            ? await WriteAsync(plugin, input.Value!, order, request.SendEmail, cancellationToken)
            : Refusal.Conflict($"{plugin.Name} is not running now. Its light must be green.");
    }

    private Task<Plugin?> FindAsync(PluginId id, OrganizationId organization, CancellationToken cancellationToken) =>
        db.Plugins.AsNoTracking().FirstOrDefaultAsync(
            plugin => plugin.Id == id && db.PluginInstallations.Any(row => row.PluginId == id && row.OrganizationId == organization), cancellationToken);

    private static Refusal? RefuseType(Plugin plugin) => plugin switch
    {
        { DeletedAt: not null } => Refusal.Conflict($"{plugin.Name} was withdrawn by its owner."),
        { Type: not PluginType.Export } => Refusal.Conflict(
            $"{plugin.Name} is of type {plugin.Type}. This version of Limn runs plugins of type Export; the others can be made and installed already."),
        _ => null,
    };

    private Refusal? RefuseMail(RunRequest request) => request.SendEmail && !mail.Value.IsSet
        ? Refusal.BadRequest(
            "This server has no mail server, so it cannot send an e-mail. Leave sendEmail out.",
            [new Problem("sendEmail", "No mail server is configured.")])
        : null;

    private async Task<bool> IsLiveAsync(Plugin plugin) =>
        plugin.BuiltIn is { } name ? builtIns.Has(name) : (await grains.GetGrain<IPluginGrain>(plugin.Id.ToString()).ProbeAsync()).IsLive;

    private async Task<Reply<ExportInput>> ReadAsync(RunOrder order, RunRequest request, CancellationToken cancellationToken)
    {
        var project = order.Project;
        var preset = await ReadPresetAsync(order.PluginId, request.PresetId, project.ProjectId, cancellationToken);
        if (preset.Refusal is { } unknown)
        {
            return unknown;
        }

        var config = RunConfig.Read(request.ConfigJSON, request.Config ?? default, preset.Value!.ConfigJSON);
        var filter = await filters.ReadAsync(
            project.ProjectId, request.Stages ?? preset.Value.Stage, request.Batches ?? preset.Value.Batches, cancellationToken);
        return (config.Refusal ?? filter.Refusal) is { } refusal
            ? refusal
            : new ExportInput(
                project.ProjectId, project.OrganizationId, order.Caller.UserId, Id.New<PluginSession>(clock), ApiKey: null, config.Value!,
                filter.Value!.Stages, filter.Value.Batches, filter.Value.Batches);
    }

    private async Task<Reply<PresetSettings>> ReadPresetAsync(
        PluginId plugin, PluginPresetId? id, ProjectId project, CancellationToken cancellationToken)
    {
        if (id is null)
        {
            return new PresetSettings("{}", default, null, [], []);
        }

        var preset = await db.PluginPresets.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Id == id && row.ProjectId == project && row.PluginId == plugin, cancellationToken);
        return preset is null ? Refusal.NotFound($"Invalid preset: {id}.") : preset.Settings.To<PresetSettings>()!;
    }

    private async Task<Reply<PluginSessionId>> WriteAsync(
        Plugin plugin, ExportInput input, RunOrder order, bool sendEmail, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var open = await db.PluginSessions.CountAsync(row => row.RunById == order.Caller.UserId && row.EndedAt == null, cancellationToken);
        if (open >= limits.OpenPluginRunsPerUser)
        {
            return Refusal.TooMany($"You have {open} runs that have not ended. Wait for some of them, or cancel them.");
        }

        if (await FindAsync(plugin.Id, input.OrgId, cancellationToken) is null)
        {
            return Refusal.NotFound("The plugin has just been removed.");
        }

        db.PluginSessions.Add(new PluginSession
        {
            Id = input.Session, OrganizationId = input.OrgId, ProjectId = input.ProjectId, PluginId = plugin.Id, PluginType = plugin.Type,
            RunById = order.Caller.UserId, Input = RawJson.From(input), Origin = order.Origin, SendEmail = sendEmail, CreatedAt = clock.GetUtcNow(),
        });
        write.Then(StartKind, input.Session.ToString(), input.Session);
        await write.CommitAsync(cancellationToken);
        return input.Session;
    }
}
