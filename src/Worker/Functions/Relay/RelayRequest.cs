namespace Actors.Worker.Functions.Relay;

/// <summary>A call of the function.</summary>
/// <param name="Route">Where it goes.</param>
/// <param name="Method">Its method, one of the route's.</param>
/// <param name="Query">Its query with the question mark, or nothing.</param>
/// <param name="Headers">Those of its headers that are passed on.</param>
/// <param name="Body">Its body; null: it has none.</param>
internal sealed record RelayRequest(RelayRoute Route, string Method, string Query, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte>? Body)
{
    /// <summary>Neither tokens nor body.</summary>
    public override string ToString() => $"{Method} {Route.Path}";
}
