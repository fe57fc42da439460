using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>Settings of the built-in hook types.</summary>
public sealed record HookOptions
{
    /// <summary>Who approves, kept as it is.</summary>
    public JsonNode? Approval { get; init; }

    /// <summary>Who is told, kept as it is.</summary>
    public JsonNode? Notification { get; init; }

    /// <summary>Settings of type container.</summary>
    public HookContainer? Container { get; init; }

    /// <summary>Settings of type script.</summary>
    public HookScript? Script { get; init; }

    /// <summary>Settings of type http.</summary>
    public HookHttp? Http { get; init; }
}
