using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Output;

namespace Actors.Cli.Inspection;

/// <summary>Finds one activity in a list.</summary>
internal static class ActivityFinder
{
    /// <summary>The activity of an id.</summary>
    /// <param name="list">A list of activities.</param>
    /// <param name="id">The id.</param>
    /// <param name="name">What the user gave.</param>
    /// <returns>The activity as the server sent it.</returns>
    /// <exception cref="CliException">It is not in the list.</exception>
    public static JsonObject Find(JsonObject list, string id, string name)
    {
        var items = list["items"] as JsonArray ?? [];
        return items.OfType<JsonObject>().FirstOrDefault(item => JsonField.Text(item, "metadata.name") == id) ?? throw new CliException(
            ExitCodes.Failed,
            $"There is no activity {name}. Activities: {string.Join(", ", items.Select(item => JsonField.Text(item, "metadata.name")))}.");
    }
}
