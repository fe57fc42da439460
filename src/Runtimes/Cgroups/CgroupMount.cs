namespace Actors.Runtimes.Cgroups;

/// <summary>A hierarchy of control groups that is mounted on this machine.</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Folder">Where it is mounted.</param>
/// <param name="Root">The group that is mounted there.</param>
/// <param name="Controllers">Controllers of a hierarchy of version 1.</param>
internal sealed record CgroupMount(int Version, string Folder, string Root, IReadOnlyList<string> Controllers)
{
    /// <summary>Reads <c>/proc/self/mountinfo</c>.</summary>
    public static IReadOnlyList<CgroupMount> Parse(string mountInfo) =>
    [
        .. mountInfo.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(fields =>
        {
            var type = Array.IndexOf(fields, "-") + 1;
            return type > 5 && type + 2 < fields.Length && fields[type] is "cgroup" or "cgroup2"
                ? new CgroupMount(fields[type] == "cgroup" ? 1 : 2, fields[4], fields[3], fields[type + 2].Split(','))
                : null;
        }).OfType<CgroupMount>(),
    ];

    /// <summary>Folder of the group that this process is in, from <c>/proc/self/cgroup</c>; null when it is not below the mount.</summary>
    public string? OwnGroup(string procSelfCgroup)
    {
        var path = procSelfCgroup.Split('\n').Select(line => line.Split(':', 3))
            .Where(parts => parts.Length == 3 && (Version == 2 ? parts[1].Length == 0 : parts[1].Split(',').Intersect(Controllers).Any()))
            .Select(parts => parts[2]).FirstOrDefault();
        if (path is null)
            return null;
        var relative = Root == "/" ? path : path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : null;
        return relative is null ? null : Path.TrimEndingDirectorySeparator(Folder + relative);
    }
}
