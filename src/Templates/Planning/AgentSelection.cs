using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>The agents of the level that won.</summary>
/// <param name="Document">The document that names them; null: none does.</param>
/// <param name="Path">The field that names them.</param>
/// <param name="Sources">Each agent once.</param>
internal sealed record AgentSelection(ResourceDocument? Document, string Path, IReadOnlyList<AgentSource> Sources)
{
    public static AgentSelection None { get; } = new(null, "", []);

    public IReadOnlyList<string> Names => [.. Sources.Select(source => source.Agent)];
}
