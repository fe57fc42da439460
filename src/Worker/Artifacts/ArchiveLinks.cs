namespace Actors.Worker.Artifacts;

/// <summary>
/// Symbolic links of an archive. A target is relative, may go up only at its beginning and not above the root. So a link goes up from its own real folder
/// only, whatever other links it then passes, and none can leave.
/// </summary>
internal static class ArchiveLinks
{
    /// <summary>Whether a link at a path stays below the root.</summary>
    /// <param name="name">Path of the link below the root; its folders are no links.</param>
    /// <param name="target">Its target.</param>
    public static bool Stays(string name, string target)
    {
        if (target.Length == 0 || target[0] == '/' || target.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }
        var parts = target.Split('/').Where(x => x is not ("" or ".")).ToArray();
        var up = parts.TakeWhile(x => x == "..").Count();
        return up < name.Split('/').Length && !parts.Skip(up).Contains("..");
    }
}
