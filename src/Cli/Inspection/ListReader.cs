using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Output;

namespace Actors.Cli.Inspection;

/// <summary>Reads lists that come in pages.</summary>
internal static class ListReader
{
    private const int PageSize = 200;
    private const int MaxPages = 500;

    /// <summary>Reads one page.</summary>
    public static Task<JsonObject> ReadPageAsync(ApiClient api, string path, int? limit, int? offset, CancellationToken cancellation)
    {
        var query = ApiPaths.Query(("limit", limit?.ToString()), ("offset", offset?.ToString()));
        return api.GetAsync(path + (path.Contains('?', StringComparison.Ordinal) ? query.Replace('?', '&') : query), cancellation);
    }

    /// <summary>Reads every page into one list.</summary>
    /// <returns>The first page as the server sent it, with the items of all pages.</returns>
    public static async Task<JsonObject> ReadAllAsync(ApiClient api, string path, CancellationToken cancellation)
    {
        var list = await ReadPageAsync(api, path, PageSize, 0, cancellation);
        if (list["items"] is not JsonArray items)
        {
            list["items"] = items = [];
        }

        // What is damaged takes a place in a page and is no item of it: places are counted, not items.
        var step = Number(list, "metadata.limit") is > 0 and <= PageSize and var limit ? limit : PageSize;
        for (var page = 1; page < MaxPages && Number(list, "metadata.count") > page * step; page++)
        {
            var next = await ReadPageAsync(api, path, PageSize, page * step, cancellation);
            Move(next["items"] as JsonArray ?? [], items);
            if (JsonField.At(next, "metadata.warnings") is JsonArray { Count: > 0 } warnings)
            {
                if (JsonField.At(list, "metadata.warnings") is not JsonArray all)
                {
                    list["metadata"]!["warnings"] = all = [];
                }

                foreach (var warning in warnings.Where(warning => !all.Any(known => JsonNode.DeepEquals(known, warning))).ToList())
                {
                    all.Add(warning?.DeepClone());
                }
            }
        }

        if (JsonField.At(list, "metadata") is JsonObject metadata && metadata.ContainsKey("limit"))
        {
            metadata["limit"] = Math.Max(PageSize, items.Count);
        }

        return list;
    }

    /// <summary>Writes what the list says of itself.</summary>
    /// <param name="list">The list as the server sent it.</param>
    /// <param name="writer">Where messages go.</param>
    public static void PrintWarnings(JsonObject list, TextWriter writer)
    {
        foreach (var warning in JsonField.At(list, "metadata.warnings") as JsonArray ?? [])
        {
            writer.WriteLine($"warning: {DisplayText.Clean(warning?.ToString())}");
        }
    }

    private static void Move(JsonArray from, JsonArray to)
    {
        foreach (var item in from.ToList())
        {
            from.Remove(item);
            to.Add(item);
        }
    }

    private static int Number(JsonObject list, string path) => int.TryParse(JsonField.Text(list, path), out var number) ? number : 0;
}
