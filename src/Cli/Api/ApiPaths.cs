using Actors.Cli.Hosting;
using Actors.Templates.Kinds;

namespace Actors.Cli.Api;

/// <summary>Paths of the API, relative to the server's address.</summary>
internal static class ApiPaths
{
    private const string Slash = "%2F";
    private static readonly KindInfo Environments = KindInfo.Find(KindNames.Environment)!;
    private static readonly KindInfo Agents = KindInfo.Find(KindNames.Agent)!;

    /// <summary>The documents of a kind.</summary>
    public static string Documents(KindInfo kind, string project) => $"apis/{kind.ApiVersion}/projects/{Segment(project)}/{kind.Plural}";

    /// <summary>One document.</summary>
    public static string Document(KindInfo kind, string project, string name, string? version = null) =>
        $"{Documents(kind, project)}/{Segment(name)}{Query(("version", version))}";

    /// <summary>One environment.</summary>
    public static string Environment(string project, string name) => Document(Environments, project, name);

    /// <summary>One agent.</summary>
    public static string Agent(string project, string name) => Document(Agents, project, name);

    /// <summary>The tokens of an agent, or one of them.</summary>
    public static string Tokens(string project, string agent, string? id = null) => $"{Agent(project, agent)}/tokens{(id is null ? "" : "/" + Segment(id))}";

    /// <summary>The activities of a project, or of one environment.</summary>
    public static string Activities(string project, string? environment = null, string? run = null) => environment is null
        ? $"apis/{Environments.ApiVersion}/projects/{Segment(project)}/activities{Query(("run", run))}"
        : $"{Environment(project, environment)}/activities{Query(("run", run))}";

    /// <summary>One activity with who may run it and its attempts.</summary>
    public static string Activity(string project, string environment, string id, string? run = null) =>
        $"{Environment(project, environment)}/activities/{Segment(id)}{Query(("run", run))}";

    /// <summary>The runs of an environment, or one of them.</summary>
    public static string Runs(string project, string environment, string? run = null) =>
        $"{Environment(project, environment)}/runs{(run is null ? "" : "/" + Segment(run))}";

    /// <summary>A piece of a log.</summary>
    public static string Logs(string project, string environment, string activity, string? run, int? attempt, long offset, int limit) =>
        $"{Environment(project, environment)}/logs"
        + Query(("activity", activity), ("run", run), ("attempt", attempt?.ToString()), ("offset", offset.ToString()), ("limit", limit.ToString()));

    /// <summary>The events of a log that is followed.</summary>
    public static string LogEvents(string project, string environment, string activity, string? run, int? attempt) =>
        $"{Environment(project, environment)}/activities/{Segment(activity)}/logs{Query(("follow", "true"), ("run", run), ("attempt", attempt?.ToString()))}";

    /// <summary>The OpenTofu states of an environment.</summary>
    public static string States(string project, string environment) => $"{Environment(project, environment)}/states";

    /// <summary>The OpenTofu state of a resource.</summary>
    public static string State(string project, string environment, string resource) => $"{Environment(project, environment)}/resources/{Segment(resource)}/state";

    /// <summary>The content of a version of a state; null: the current one.</summary>
    public static string StateVersion(string project, string environment, string resource, long? version) =>
        $"{State(project, environment, resource)}/versions/{version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "current"}";

    /// <summary>The plan that an activity has made.</summary>
    public static string Plan(string project, string environment, string activity, string run, string format) =>
        $"{Environment(project, environment)}/activities/{Segment(activity)}/plan{Query(("run", run), ("format", format))}";

    /// <summary>One part of a path.</summary>
    /// <exception cref="CliException">It would mean another path.</exception>
    public static string Segment(string name) => name is "" or "." or ".."
        ? throw new CliException(ExitCodes.Usage, $"'{name}' is no name.")
        : Uri.EscapeDataString(name);

    /// <summary>What a server says of a path, with names as they were typed: a slash in a name stays encoded on its way.</summary>
    /// <param name="path">The path that was asked for.</param>
    /// <param name="message">What the server says.</param>
    public static string AsTyped(string path, string message)
    {
        foreach (var segment in path.Split('?')[0].Split('/').Where(segment => segment.Contains(Slash, StringComparison.Ordinal)))
        {
            var typed = Uri.UnescapeDataString(segment);
            message = message.Replace(segment, typed, StringComparison.Ordinal)
                .Replace(typed.Replace("/", Slash, StringComparison.Ordinal), typed, StringComparison.Ordinal);
        }

        return message;
    }

    /// <summary>A query of the parameters that have a value; with the question mark, or empty.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = "";
        foreach (var (name, value) in parameters)
        {
            query += value is null ? "" : $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }

        return query;
    }
}
