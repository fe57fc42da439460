using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>An inline workflow handler.</summary>
public sealed record HandlerData
{
    /// <summary>What is run and how.</summary>
    public HandlerConfig? Config { get; init; }

    /// <summary>Contexts whose values the handler gets.</summary>
    public IReadOnlyList<ContextRef> Inputs { get; init; } = [];

    /// <summary>Declared outputs, kept as they are.</summary>
    public JsonNode? Outputs { get; init; }
}
