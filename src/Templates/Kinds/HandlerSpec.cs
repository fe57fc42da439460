using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>A workflow handler (formerly driver): how a task, hook or provider is carried out.</summary>
public sealed record HandlerSpec
{
    /// <summary>Picture for user interfaces.</summary>
    public string? IconURL { get; init; }

    /// <summary>Text for people.</summary>
    public string? Readme { get; init; }

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }

    /// <summary>Contexts whose values the handler gets.</summary>
    public IReadOnlyList<ContextRef> Inputs { get; init; } = [];

    /// <summary>Declared outputs, kept as they are.</summary>
    public JsonNode? Outputs { get; init; }

    /// <summary>Kept as it is.</summary>
    public JsonNode? Secret { get; init; }

    /// <summary>What is run and how.</summary>
    public HandlerConfig? Config { get; init; }
}
