namespace Limn.Client;

/// <summary>A finished export that waits to be downloaded.</summary>
/// <param name="Address">Where; usable for days and more than once, by anybody who has it.</param>
/// <param name="TaskCount">Number of its records, when the hub tells it.</param>
public sealed record ExportLink(Uri Address, int? TaskCount);
