namespace Actors.Contracts.Api;

/// <summary>Answer to <c>GET /apis</c>.</summary>
/// <param name="Name">Always <c>actors</c>.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="Installation">Id of the installation.</param>
public sealed record ServerInfo(string Name, string Version, string Installation);
