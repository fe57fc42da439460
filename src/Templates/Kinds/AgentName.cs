namespace Actors.Templates.Kinds;

/// <summary>What an agent may be called: as its document, and it stands in the names of the agent's settings, where two underscores in a row part a name in the environment.</summary>
public static class AgentName
{
    /// <summary>The rule, to be put behind "The name must have ".</summary>
    public static string Rule { get; } = $"{DocumentName.Rule}, without '__', which parts the names of settings";

    /// <summary>Whether an agent may have this name.</summary>
    /// <param name="name">The name.</param>
    public static bool IsValid(string? name) => DocumentName.IsValid(name) && !name!.Contains("__", StringComparison.Ordinal);
}
