using System.Text.RegularExpressions;

namespace Actors.Runtimes.Docker;

/// <summary>A parsed name of an image.</summary>
/// <param name="Registry">Its registry: <c>docker.io</c>, or a host with its port.</param>
/// <param name="Name">The name without tag and digest, as the engine takes it.</param>
/// <param name="Version">The digest, else the tag, else <c>latest</c>.</param>
internal sealed partial record ImageReference(string Registry, string Name, string Version)
{
    /// <summary>Docker Hub, whose name may be left out.</summary>
    public const string Hub = "docker.io";

    private const int LongestName = 255;

    /// <summary>Parses a name; null when it is none.</summary>
    public static ImageReference? Parse(string text)
    {
        // 64 hexadecimal digits are an id, which the engine refuses as a name.
        if (Form().Match(text) is not { Success: true } match || match.Groups["name"].Length > LongestName || Identifier().IsMatch(text))
            return null;
        var name = match.Groups["name"].Value;
        var first = name.Split('/')[0];
        var hosted = name.Contains('/') && (first.Contains('.') || first.Contains(':') || first == "localhost");
        if (!Repository().IsMatch(hosted ? name[(first.Length + 1)..] : name))
            return null;
        var version = match.Groups["digest"] is { Success: true } digest ? digest.Value : match.Groups["tag"] is { Success: true } tag ? tag.Value : "latest";
        return new(hosted && first != "index.docker.io" ? first : Hub, name, version);
    }

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9][A-Za-z0-9._-]*(?::[0-9]+(?=/))?(?:/[a-z0-9._-]+)*)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$", RegexOptions.ECMAScript | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$")]
    private static partial Regex Repository();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Identifier();
}
