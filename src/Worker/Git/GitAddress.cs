using Actors.Contracts.Activities;
using Actors.Worker.Jobs;

namespace Actors.Worker.Git;

/// <summary>A repository's address, checked before git sees it.</summary>
/// <param name="Url">What git gets.</param>
/// <param name="Scheme">https, ssh, http or file.</param>
internal sealed record GitAddress(string Url, string Scheme)
{
    /// <summary>Checks an address.</summary>
    /// <exception cref="JobFailure">It is not one, or its scheme is not allowed.</exception>
    public static GitAddress Parse(string url, IReadOnlyList<string> allowed)
    {
        // git takes 'name::address' as the call of a helper program, and a leading '-' as an option.
        if (url.Length == 0 || url[0] == '-' || url.Contains("::", StringComparison.Ordinal) || url.Any(x => char.IsControl(x) || x == ' '))
        {
            throw Invalid("it is empty, begins with '-', calls a helper ('::'), or holds white space");
        }
        var scheme = SchemeOf(url);
        if (scheme is not ("https" or "ssh" or "http" or "file"))
        {
            throw Invalid($"its scheme '{scheme}' is none of https, ssh, http, file");
        }
        if (!allowed.Contains(scheme, StringComparer.OrdinalIgnoreCase))
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The repository's scheme '{scheme}' is not allowed here ({string.Join(", ", allowed)} are): set GitSchemes of the agent to allow it.");
        }
        if (url.Contains("://", StringComparison.Ordinal) && Server(url).Split('@') is { Length: > 1 } parts && parts[..^1].Any(x => x.Contains(':', StringComparison.Ordinal)))
        {
            throw Invalid("it holds a password: put that into the repository's credentials");
        }
        // ssh://-oProxyCommand=… is the same trick one level deeper.
        if (Server(url).Split('@').Any(x => x.StartsWith('-')))
        {
            throw Invalid("its host or user begins with '-'");
        }
        return new GitAddress(url, scheme);
    }

    private static string Server(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        return (start < 0 ? url : url[(start + 3)..]).Split('/')[0];
    }

    private static string SchemeOf(string url)
    {
        var separator = url.IndexOf("://", StringComparison.Ordinal);
        if (separator >= 0)
        {
            return url[..separator].ToLowerInvariant();
        }
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var slash = url.IndexOf('/', StringComparison.Ordinal);
        return colon > 0 && (slash < 0 || colon < slash) ? "ssh" : "file";
    }

    private static JobFailure Invalid(string why) => new(ReasonCode.InvalidInput, $"The repository's address is not valid: {why}.");
}
