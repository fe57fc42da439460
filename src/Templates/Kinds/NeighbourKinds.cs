namespace Actors.Templates.Kinds;

/// <summary>Kinds of the groups around ours, which stand beside templates in the same folders. They are valid, and nothing is done with them.</summary>
public static class NeighbourKinds
{
    private static readonly string[] Families = [".k8smgmt.io", ".envmgmt.io"];
    private static readonly string[] Legacy = ["config.rafay.dev"];

    // Of these groups every kind is known; a kind that is not is a mistake.
    private static readonly string[] Own = ["eaas.envmgmt.io"];

    /// <summary>Whether a document is of a neighbouring group.</summary>
    /// <param name="apiVersion">Group and version of the document.</param>
    /// <param name="kind">Kind of the document.</param>
    /// <returns>True for the kinds of those groups that are not ours.</returns>
    public static bool Contains(string apiVersion, string kind)
    {
        ArgumentNullException.ThrowIfNull(apiVersion);
        var cut = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = cut < 0 ? apiVersion : apiVersion[..cut];
        return !string.IsNullOrEmpty(kind) && cut > 0
            && (Legacy.Contains(group) || (Families.Any(family => group.EndsWith(family, StringComparison.Ordinal)) && !Own.Contains(group)))
            && KindInfo.All.All(info => info.Group != group || info.Kind != kind);
    }
}
