using Limn.Server.Projects;

namespace Limn.Server.Workflow;

/// <summary>Who may work in a stage.</summary>
internal static class StagePeople
{
    /// <summary>Whether a stage is open to somebody: his role fits and the stage names nobody else.</summary>
    public static bool Admits(this Stage stage, ProjectPerson person)
    {
        var fits = stage.Type switch
        {
            StageType.Label => true,
            StageType.Review => person.Role >= ProjectRole.Reviewer,
            _ => false,
        };
        return fits && (stage.AssignedTo.IsEmpty || stage.AssignedTo.Contains(person.Email, StringComparer.OrdinalIgnoreCase));
    }
}
