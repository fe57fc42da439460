using Actors.Templates.Reading;

namespace Actors.Silo.Configuration;

/// <summary>Says which settings nothing reads: a misspelt one would otherwise be no setting at all, without a word.</summary>
public static partial class UnknownSettings
{
    private const int MostTold = 20;

    /// <summary>Warns of each unknown key below <c>Actors</c>, wherever it was given, with the nearest one that is known.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="logger">Where to.</param>
    public static void Tell(IConfiguration configuration, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(logger);
        var unknown = In(configuration.GetSection(ActorsOptions.Section), KnownSettings.Root).ToList();
        foreach (var (key, near) in unknown.Take(MostTold))
        {
            LogUnknown(logger, key, near is null ? "docs/configuration.md has those that are known." : $"Did you mean '{near}'?");
        }

        if (unknown.Count > MostTold)
        {
            LogMore(logger, unknown.Count - MostTold);
        }
    }

    /// <summary>The unknown keys below a section and what may be meant by each; of a section that is unknown itself, that one only.</summary>
    private static IEnumerable<(string Key, string? Near)> In(IConfigurationSection section, KnownSettings known)
    {
        foreach (var child in section.GetChildren())
        {
            if (known.Find(child.Key) is { } setting)
            {
                foreach (var below in In(child, setting)) yield return below;
            }
            else
            {
                yield return (child.Path, Near(child.Key, known));
            }
        }
    }

    /// <summary>The nearest name at the same place, or else the one place where just this name belongs.</summary>
    private static string? Near(string name, KnownSettings known) =>
        Nearest.Find(name, known.Children.Keys) is { } near ? known.Children[near].Path
        : KnownSettings.Root.PathsTo(name).Take(2).ToList() is [var only] ? only
        : null;

    [LoggerMessage(1, LogLevel.Warning, "The setting {Key} is not known and has no effect. {Hint}")]
    private static partial void LogUnknown(ILogger logger, string key, string hint);

    [LoggerMessage(2, LogLevel.Warning, "{Count} more settings are not known.")]
    private static partial void LogMore(ILogger logger, int count);
}
