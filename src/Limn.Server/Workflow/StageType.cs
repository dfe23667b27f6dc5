namespace Limn.Server.Workflow;

/// <summary>Kinds of stages of a workflow; the names are those of the wire.</summary>
public enum StageType
{
    Start,
    Label,
    Review,
    Logic,
    Plugin,
    Webhook,
    Complete,
    Archive,
    Consensus,
    Hold,
}
