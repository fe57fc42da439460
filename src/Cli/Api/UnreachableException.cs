namespace Actors.Cli.Api;

/// <summary>The server did not answer.</summary>
/// <param name="server">Its address.</param>
/// <param name="cause">What happened.</param>
public sealed class UnreachableException(Uri server, string cause) : Exception(
    $"The server at {server?.GetLeftPart(UriPartial.Authority)} does not answer: {cause} "
    + "Start one with 'dotnet run --project src/Silo', or name another by --server or ACTORS_SERVER.");
