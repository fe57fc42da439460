using System.Xml.Linq;
using Actors.Storage.Sql;

namespace Actors.Storage.Protection;

/// <summary>
/// Says in the keys of the ring that nothing in the store is plain any more. There, as who writes to the store can neither make it nor take it away: every key is sealed with one that is not in the store,
/// and without its keys nothing can be read.
/// </summary>
internal static class PlainMark
{
    private const string Name = "plain";
    private const string Refused = "refused";

    // What builds from before sealing left, and what is sealed in each.
    private static readonly string[] Tables = ["installation", "grain_state", "document", "run_plan", "run_archive", "tofu_state", "function_state", "artifact"];

    public static bool IsOn(XElement element) => (string?)element.Attribute(Name) == Refused;

    /// <summary>A copy with the mark.</summary>
    public static XElement On(XElement element)
    {
        var marked = new XElement(element);
        marked.SetAttributeValue(Name, Refused);
        return marked;
    }

    /// <summary>A copy without the mark, as Data Protection made it.</summary>
    public static XElement Without(XElement element)
    {
        var bare = new XElement(element);
        bare.Attribute(Name)?.Remove();
        return bare;
    }

    /// <summary>Whether a store that has no ring yet was used by a build that sealed nothing.</summary>
    public static async ValueTask<bool> MayBeNeededAsync(SqlSession session) =>
        await session.ScalarAsync<long>($"SELECT count(*) WHERE {string.Join(" OR ", Tables.Select(table => $"EXISTS(SELECT 1 FROM {table})"))}") > 0;
}
