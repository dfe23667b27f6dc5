using Limn.Server.Auth;
using Limn.Server.Hosting;
using Limn.Server.Permissions;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Plugins.Runs;

/// <summary>Settings of runs saved by name, for one project and one plugin. A run copies them. Extensions of the API.</summary>
internal static class PresetsApi
{
    private const int MostPresets = 200;

    public static void MapPresets(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/project/{projectId}/plugins/{pluginId}/presets").WithTags("Plugins");
        group.MapGet("", List).Needs(Permission.PluginRead, Scopes.RouteProject).WithSummary("Presets, by name");
        group.MapPost("", Create).Needs(Permission.PluginRun, Scopes.RouteProject).Creates().WithSummary("Save a preset under a new name");
        group.MapPost("/{presetId}", Change).Needs(Permission.PluginRun, Scopes.RouteProject).WithSummary("Change a preset; what is left out stays");
        group.MapDelete("/{presetId}", Delete).Needs(Permission.PluginRun, Scopes.RouteProject).WithSummary("Delete a preset");
    }

    private static async Task<Reply<PresetsReply>> List(
        PluginId pluginId, ProjectAccess project, LimnDb db, CancellationToken cancellationToken)
    {
        var rows = await db.PluginPresets.AsNoTracking().Where(row => row.ProjectId == project.ProjectId && row.PluginId == pluginId)
            .OrderBy(row => row.Name).Take(MostPresets).ToListAsync(cancellationToken);
        return new PresetsReply(rows.ConvertAll(PresetReply.From));
    }

    private static async Task<Reply<OnePresetReply>> Create(
        PluginId pluginId, WritePresetRequest request, Caller caller, ProjectAccess project, LimnDb db, Writes writes, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var settings = Merge(request, new PresetSettings("{}", default, null, [], []));
        if ((settings.Refusal ?? CheckName(request.Name ?? "")) is { } refusal)
        {
            return refusal;
        }

        await using var write = await writes.BeginAsync(db, cancellationToken);
        if (!await db.PluginInstallations.AnyAsync(
            row => row.PluginId == pluginId && row.OrganizationId == project.OrganizationId, cancellationToken))
        {
            return Refusal.NotFound("The plugin is not installed in this organization.");
        }

        var presets = db.PluginPresets.Where(row => row.ProjectId == project.ProjectId && row.PluginId == pluginId);
        if (await presets.CountAsync(cancellationToken) >= MostPresets)
        {
            return Refusal.Conflict($"A plugin has at most {MostPresets} presets in a project. Delete some of them.");
        }

        var name = request.Name!.Trim();
        if (await presets.AnyAsync(row => row.Name == name, cancellationToken))
        {
            return NameTaken(name);
        }

        var preset = new PluginPreset
        {
            Id = Id.New<PluginPreset>(clock), ProjectId = project.ProjectId, PluginId = pluginId, Name = name, Settings = RawJson.From(settings.Value!),
            CreatedBy = caller.Email, UpdatedAt = clock.GetUtcNow(),
        };
        db.PluginPresets.Add(preset);
        await write.CommitAsync(cancellationToken);
        return new OnePresetReply(PresetReply.From(preset));
    }

    private static async Task<Reply<OnePresetReply>> Change(
        PluginId pluginId, PluginPresetId presetId, WritePresetRequest request, ProjectAccess project, LimnDb db, Writes writes, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var presets = db.PluginPresets.Where(row => row.ProjectId == project.ProjectId && row.PluginId == pluginId);
        var preset = await presets.FirstOrDefaultAsync(row => row.Id == presetId, cancellationToken);
        if (preset is null)
        {
            return Unknown(presetId);
        }

        var name = request.Name?.Trim() ?? preset.Name;
        var settings = Merge(request, preset.Settings.To<PresetSettings>()!);
        if ((settings.Refusal ?? CheckName(name)) is { } refusal)
        {
            return refusal;
        }

        if (await presets.AnyAsync(row => row.Name == name && row.Id != presetId, cancellationToken))
        {
            return NameTaken(name);
        }

        preset.Name = name;
        preset.Settings = RawJson.From(settings.Value!);
        preset.UpdatedAt = clock.GetUtcNow();
        await write.CommitAsync(cancellationToken);
        return new OnePresetReply(PresetReply.From(preset));
    }

    private static async Task<Reply<MessageReply>> Delete(
        PluginId pluginId, PluginPresetId presetId, ProjectAccess project, LimnDb db, Writes writes, CancellationToken cancellationToken)
    {
        await using var write = await writes.BeginAsync(db, cancellationToken);
        var deleted = await db.PluginPresets
            .Where(row => row.Id == presetId && row.ProjectId == project.ProjectId && row.PluginId == pluginId).ExecuteDeleteAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return deleted == 0 ? Unknown(presetId) : new MessageReply("The preset is deleted.");
    }

    private static Reply<PresetSettings> Merge(WritePresetRequest request, PresetSettings present)
    {
        var config = RunConfig.Read(request.ConfigJSON, request.Config ?? default, present.ConfigJSON);
        return config.Refusal is { } refusal
            ? refusal
            : new PresetSettings(
                config.Value!, request.ClassMapping ?? present.ClassMapping, request.Overwrite ?? present.Overwrite,
                request.Stage ?? present.Stage, request.Batches ?? present.Batches);
    }

    private static Refusal? CheckName(string name) =>
        name.Trim() is { Length: 0 or > 100 } ? Refusal.BadRequest("A preset's name has 1 to 100 characters.") : null;

    private static Refusal NameTaken(string name) => Refusal.Conflict($"A preset with the name {name} exists. Change that one, or choose another name.");

    private static Refusal Unknown(PluginPresetId id) => Refusal.NotFound($"Invalid preset: {id}.");
}
