namespace Actors.Worker.Functions.Relay;

/// <summary>The head of a request: where it goes, and what it says about its body.</summary>
/// <param name="Route">Where it goes.</param>
/// <param name="Method">Its method, one of the route's.</param>
/// <param name="Query">Its query with the question mark, or nothing.</param>
/// <param name="Headers">Those of its headers that are passed on.</param>
/// <param name="Own">Those that are for the connection.</param>
/// <param name="WantsSigns">Whether whoever calls gives up when it hears nothing for some seconds, and takes any number of interim answers.</param>
internal sealed record RelayHead(
    RelayRoute Route, string Method, string Query, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Own, bool WantsSigns)
{
    /// <summary>No token.</summary>
    public override string ToString() => $"{Method} {Route.Path}";
}
