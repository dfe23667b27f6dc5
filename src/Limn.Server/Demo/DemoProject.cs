using System.Text;
using System.Text.Json.Nodes;
using Limn.Server.Annotations;
using Limn.Server.Assets;
using Limn.Server.Auth;
using Limn.Server.Batches;
using Limn.Server.Files;
using Limn.Server.Hosting;
using Limn.Server.Organizations;
using Limn.Server.Permissions;
using Limn.Server.Projects;
using Microsoft.EntityFrameworkCore;

namespace Limn.Server.Demo;

/// <summary>
/// Makes a project to look at: pictures that the program draws itself, labelled with each kind of shape, at each stage of the workflow. It
/// goes the way of every caller: upload, import, save, review.
/// </summary>
internal sealed class DemoProject(
    LimnDb db, Writes writes, ProjectEditor projects, BatchEditor batches, StoredFiles files, AssetImport assets, AnswerSaves answers)
{
    private const int Pictures = 12;
    private const int Completed = 7;
    private const int InReview = 9;

    // The address is only read for its key; whoever asks later gets one of his own origin.
    private const string Origin = "http://localhost";

    /// <summary>Makes it for the owner of a new organization.</summary>
    public async Task CreateAsync(Organization organization, CancellationToken cancellationToken)
    {
        var owner = await db.Users.AsNoTracking().FirstAsync(user => user.Id == organization.OwnerId, cancellationToken);
        var caller = new Caller
        {
            UserId = owner.Id, Email = owner.Email, Name = owner.Name, OrganizationId = organization.Id, Kind = CallerKind.Session,
        };
        var project = Value(await projects.CreateAsync(DemoSchema.Project, caller, new OrganizationAccess(organization.Id, Role.Owner), cancellationToken));
        await batches.AddAsync(project.ProjectId, new EditBatchRequest { Name = "Market" }, cancellationToken);
        await batches.AddAsync(project.ProjectId, new EditBatchRequest { Name = "Kitchen" }, cancellationToken);

        var scenes = Enumerable.Range(0, Pictures).Select(DemoScene.Create).ToList();
        await ImportAsync(scenes, project, caller, cancellationToken);
        await LabelAsync(scenes, project, caller, cancellationToken);
    }

    private async Task ImportAsync(List<DemoScene> scenes, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        var entries = new JsonArray();
        foreach (var scene in scenes)
        {
            var key = await StoreAsync(scene, project, caller, cancellationToken);
            entries.Add(new JsonObject
            {
                ["data"] = FileLinks.PlainUrl(Origin, key), ["externalId"] = scene.Name, ["batches"] = new JsonArray(scene.IsEvening ? "Kitchen" : "Market"),
            });
        }

        using var body = new MemoryStream(Encoding.UTF8.GetBytes(new JsonObject { ["assets"] = entries, ["uploadLocal"] = "true" }.ToJsonString()));
        var names = await BatchNames.ReadAsync(db, project.ProjectId, cancellationToken);
        Value(await assets.RunAsync(new AssetImportCall(body, project, caller, [], names, Origin), cancellationToken));
    }

    private async Task<string> StoreAsync(DemoScene scene, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        await using var upload = await files.CreateAsync(
            new NewFile(project.OrganizationId, project.ProjectId, FilePurpose.Assets, scene.Name, caller.Email), cancellationToken);
        await upload.Content.WriteAsync(DemoPainter.Paint(scene), cancellationToken);
        await upload.FinishAsync(cancellationToken);
        await using var write = await writes.BeginAsync(db, cancellationToken);
        await upload.PublishAsync(write, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return upload.File.Key;
    }

    /// <summary>Labels all but the last pictures; the first are reviewed too, so that every stage holds some.</summary>
    private async Task LabelAsync(List<DemoScene> scenes, ProjectAccess project, Caller caller, CancellationToken cancellationToken)
    {
        var tasks = await db.Tasks.AsNoTracking().Where(task => task.ProjectId == project.ProjectId)
            .ToDictionaryAsync(task => task.ExternalId, task => task.Id, cancellationToken);
        foreach (var (index, scene) in scenes.Take(InReview).Index())
        {
            var save = new AnswerSave
            {
                TaskId = tasks[scene.Name], Worker = Worker.From(caller, project), Answer = RawJson.From(DemoSchema.AnswerOf(scene)),
                Duration = 20_000 + (1_000 * scene.Fruits.Count), End = SaveEnd.Submit,
            };
            Value(await answers.SaveAsync(save, cancellationToken));
            if (index < Completed)
            {
                Value(await answers.SaveAsync(save with { Answer = default, Duration = 8_000, End = SaveEnd.Accept }, cancellationToken));
            }
        }
    }

    // What the program itself writes is right, or the program is wrong.
    private static T Value<T>(Reply<T> reply)
        where T : notnull =>
        reply.Refusal is { } refusal ? throw new InvalidOperationException($"The demo project was refused: {refusal.Message}") : reply.Value!;
}
