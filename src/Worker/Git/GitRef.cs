using Actors.Contracts.Activities;
using Actors.Worker.Jobs;

namespace Actors.Worker.Git;

/// <summary>What a template may call a commit: a branch, a tag, a full name (<c>refs/…</c>), or a hash of at least 4 digits.</summary>
internal static class GitRef
{
    /// <summary>Checks a name; null means the default branch.</summary>
    /// <exception cref="JobFailure">git would take it for something else.</exception>
    public static string? Check(string? wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted))
        {
            return null;
        }
        return wanted[0] == '-' || wanted.Contains("..", StringComparison.Ordinal) || wanted.Any(x => char.IsControl(x) || " ~^:?*[\\".Contains(x, StringComparison.Ordinal))
            ? throw new JobFailure(ReasonCode.InvalidInput, $"'{wanted}' is no name of a branch, tag or commit.")
            : wanted;
    }

    /// <summary>The full name of what was asked for in the list of <c>git ls-remote</c>; null: only a commit can be meant.</summary>
    /// <exception cref="JobFailure">The repository does not have it.</exception>
    public static string? Choose(string list, string? wanted, string url)
    {
        var names = list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => x.Split('\t')).Where(x => x.Length == 2).Select(x => x[1]).ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The repository {url} is empty.");
        }
        string[] candidates = wanted is null ? ["HEAD"] : [$"refs/heads/{wanted}", $"refs/tags/{wanted}", wanted];
        var found = candidates.FirstOrDefault(names.Contains);
        if (found is null && !IsHash(wanted))
        {
            throw new JobFailure(ReasonCode.InvalidInput, wanted is null
                ? $"The repository {url} has no default branch: name one."
                : $"The repository {url} has no branch, tag or commit '{wanted}'.");
        }
        return found;
    }

    /// <summary>Whether it is a whole hash.</summary>
    public static bool IsFullHash(string? wanted) => IsHash(wanted) && wanted!.Length is 40 or 64;

    private static bool IsHash(string? wanted) => wanted is { Length: >= 4 and <= 64 } && wanted.All(char.IsAsciiHexDigit);
}
