using Actors.Cli.Hosting;
using Actors.Templates.Kinds;

namespace Actors.Cli.Inspection;

/// <summary>What KIND on a command line means: a kind of documents, activities, runs, or tokens of agents.</summary>
/// <param name="Kind">The kind of documents; null for the others.</param>
/// <param name="Plural">Its plural.</param>
internal sealed record Target(KindInfo? Kind, string Plural)
{
    /// <summary>Plural of activities.</summary>
    public const string Activities = "activities";

    /// <summary>Plural of runs.</summary>
    public const string Runs = "runs";

    /// <summary>Plural of agents' tokens.</summary>
    public const string Tokens = "tokens";

    /// <summary>Finds what a word means.</summary>
    /// <exception cref="CliException">It means nothing.</exception>
    public static Target Of(string word) => word.ToLowerInvariant() switch
    {
        Activities or "activity" or "act" => new(null, Activities),
        Runs or "run" => new(null, Runs),
        Tokens or "token" => new(null, Tokens),
        _ => KindInfo.Find(word) is { } kind ? new(kind, kind.Plural) : throw new CliException(
            ExitCodes.Usage,
            $"There is no kind '{word}'. Kinds: {string.Join(", ", KindInfo.All.Select(Names))}, {Activities} (activity), {Runs} (run), {Tokens} (token)."),
    };

    /// <summary>Finds a kind of documents.</summary>
    /// <exception cref="CliException">The word means nothing, or no kind of documents.</exception>
    public static KindInfo KindOf(string word) => Of(word).Kind
        ?? throw new CliException(ExitCodes.Usage, $"'{word}' cannot be deleted: they go with their environment.");

    /// <summary>Refuses a version of what has none, and of no template by name.</summary>
    /// <param name="version">What <c>--version</c> says; null: it was not given.</param>
    /// <param name="name">The name that was given; null: none.</param>
    /// <exception cref="CliException">It means nothing here.</exception>
    public void CheckVersion(string? version, string? name)
    {
        if (version is not null && Kind is not { HasVersions: true })
        {
            throw new CliException(ExitCodes.Usage, $"--version is of templates; {Plural} have no versions.");
        }

        if (version is not null && name is null)
        {
            throw new CliException(ExitCodes.Usage, $"Name the template whose version '{version}' is meant: 'actors get {Plural} NAME --version {version}'. A list has all versions.");
        }
    }

    /// <summary>Splits <c>ENV/ID</c>.</summary>
    /// <param name="name">Such as <c>quickstart</c> or <c>quickstart/network.artifact</c>.</param>
    /// <returns>The environment, and the id or null.</returns>
    public static (string Environment, string? Id) Split(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (name, null) : (name[..slash], name[(slash + 1)..]);
    }

    private static string Names(KindInfo kind) =>
        kind.Aliases.Count == 0 ? kind.Plural : $"{kind.Plural} ({string.Join(", ", kind.Aliases)})";
}
