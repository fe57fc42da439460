namespace Actors.Runtimes.Docker;

/// <summary>Filters as the engine takes them.</summary>
internal static class EngineFilters
{
    /// <summary>Filters of several kinds.</summary>
    public static IDictionary<string, IDictionary<string, bool>> Of(params IEnumerable<(string Kind, string Value)> filters) =>
        filters.GroupBy(filter => filter.Kind).ToDictionary(
            group => group.Key, IDictionary<string, bool> (group) => group.ToDictionary(filter => filter.Value, _ => true));

    /// <summary>One filter.</summary>
    public static IDictionary<string, IDictionary<string, bool>> Of(string kind, string value) => Of((kind, value));
}
