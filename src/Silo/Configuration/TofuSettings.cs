using Actors.Contracts.Workers;

namespace Actors.Silo.Configuration;

/// <summary>Where OpenTofu comes from on machines that have neither <c>tofu</c> nor <c>terraform</c>: section <c>Actors:Tofu</c>.</summary>
public sealed class TofuSettings
{
    /// <summary>Folder of releases; the archive is <c>{Mirror}/v{Version}/tofu_{Version}_linux_{arch}.zip</c>. Empty: nothing is downloaded.</summary>
    public string? Mirror { get; set; }

    /// <summary>The pinned version.</summary>
    public string? Version { get; set; }

    /// <summary>SHA-256 of the archive, in hexadecimal.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The release to download; null: none.</summary>
    /// <param name="architecture">Architecture of the workers' machines, such as <c>amd64</c>.</param>
    /// <returns>The release.</returns>
    public TofuRelease? Release(string architecture) => string.IsNullOrWhiteSpace(Mirror) ? null
        : new($"{Mirror.TrimEnd('/')}/v{Version}/tofu_{Version}_linux_{architecture}.zip", Sha256!, Version!);

    /// <summary>What is wrong with the settings.</summary>
    /// <returns>The problems, each with key and way out.</returns>
    internal IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Mirror))
        {
            yield break;
        }

        if (!Uri.TryCreate(Mirror, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            yield return $"Actors:Tofu:Mirror is '{Mirror}'. Use the http or https address of a folder of releases, or leave it empty.";
        }

        if (string.IsNullOrWhiteSpace(Version))
        {
            yield return "Actors:Tofu:Version is empty. Name the pinned version, such as 1.10.5.";
        }

        if (Sha256 is not { Length: 64 } || !Sha256.All(char.IsAsciiHexDigit))
        {
            yield return "Actors:Tofu:Sha256 is not a SHA-256 in hexadecimal. Take it from the release's checksums; nothing unchecked is run.";
        }
    }
}
