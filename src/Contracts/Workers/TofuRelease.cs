namespace Actors.Contracts.Workers;

/// <summary>A pinned release of OpenTofu to download where the tool is missing.</summary>
/// <param name="Url">Address of the zip archive.</param>
/// <param name="Sha256">SHA-256 of the archive, in hexadecimal.</param>
/// <param name="Version">Its version.</param>
public sealed record TofuRelease(string Url, string Sha256, string Version);
