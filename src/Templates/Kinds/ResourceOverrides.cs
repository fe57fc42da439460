using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>Values that replace parts of a resource template.</summary>
public sealed record ResourceOverrides
{
    /// <summary>Values nested like the spec they replace.</summary>
    public JsonObject? Values { get; init; }
}
