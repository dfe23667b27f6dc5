using Limn.Server.Live;
using Limn.Server.Permissions;

namespace Limn.Server.Projects;

/// <summary>The live topic <c>project/{id}</c>: its settings, classes or workflow have changed.</summary>
internal static class ProjectTopic
{
    /// <summary>Whoever may read the project may listen.</summary>
    public static readonly TopicRule Rule = new("project", async request =>
        ProjectId.TryParse(request.Id, null, out var id) && await request.MayAsync(Permission.ProjectRead, id));

    /// <summary>Pages that show the project read it again.</summary>
    public static Task TellProjectAsync(this LiveTopics live, Project project) => live.PublishAsync(
        $"project/{project.Id}", "project", new { project = project.Id, schemaVersion = project.SchemaVersion, stagesVersion = project.StagesVersion });
}
