using Actors.Contracts.Workers;

namespace Actors.Worker.Functions.Relay;

/// <summary>A path of the controller that functions may call, and how.</summary>
/// <param name="Path">The path.</param>
/// <param name="TokenHeader">The header with the token that opens it.</param>
/// <param name="Methods">The methods that it takes.</param>
/// <param name="MaxBody">Largest body in bytes.</param>
/// <param name="Patience">Longest time for one try: after it the controller counts as away.</param>
internal sealed record RelayRoute(string Path, string TokenHeader, IReadOnlyList<string> Methods, int MaxBody, TimeSpan Patience)
{
    /// <summary>The state store.</summary>
    public static RelayRoute State { get; } =
        new(FunctionProtocol.StatePath, FunctionProtocol.StateTokenHeader, ["GET", "PUT", "DELETE"], FunctionProtocol.MaxStateBody, TimeSpan.FromSeconds(15));

    /// <summary>The upload of logs: a long one on a slow line must not be taken for a lost one, since what is sent twice is there twice.</summary>
    public static RelayRoute Log { get; } =
        new(FunctionProtocol.LogPath, FunctionProtocol.WorkflowTokenHeader, ["POST"], FunctionProtocol.MaxLogBody, TimeSpan.FromMinutes(1));

    /// <summary>The route of a path; null: there is none.</summary>
    public static RelayRoute? Of(string path) => path == State.Path ? State : path == Log.Path ? Log : null;
}
