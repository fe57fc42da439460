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

        for (var page = 1; page < MaxPages && Count(list) > items.Count; page++)
        {
            var next = await ReadPageAsync(api, path, PageSize, items.Count, cancellation);
            if (next["items"] is not JsonArray { Count: > 0 } more)
            {
                break;
            }

            foreach (var item in more.ToList())
            {
                more.Remove(item);
                items.Add(item);
            }
        }

        if (JsonField.At(list, "metadata") is JsonObject metadata && metadata.ContainsKey("limit"))
        {
            metadata["limit"] = Math.Max(PageSize, items.Count);
        }

        return list;
    }

    private static int Count(JsonObject list) => int.TryParse(JsonField.Text(list, "metadata.count"), out var count) ? count : 0;
}
