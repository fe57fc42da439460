namespace Actors.Contracts.Storage;

/// <summary>Which documents to list.</summary>
/// <param name="Organisation">Organisation.</param>
/// <param name="Project">Project; null: of all projects.</param>
/// <param name="Kind">Kind; null: of all kinds.</param>
/// <param name="Name">Name; null: of all names.</param>
/// <param name="Offset">How many to pass over.</param>
/// <param name="Limit">How many to return at most, 1 to 1000.</param>
/// <param name="NewestFirst">By time of creation, newest first; else by name and version.</param>
public sealed record DocumentQuery(string Organisation, string? Project, string? Kind = null, string? Name = null, int Offset = 0, int Limit = 1000, bool NewestFirst = false);
