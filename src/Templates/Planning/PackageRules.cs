using System.Text.RegularExpressions;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Rules for the packages of a function in Python: what no worker would give to pip, and what pip would not take.</summary>
internal static partial class PackageRules
{
    private const int Most = 200;
    private const int Longest = 500;
    private const int MostShown = 100;

    /// <summary>Checks the packages of a function that is run from its source, in Python.</summary>
    /// <param name="document">The document.</param>
    /// <param name="path">Path of the function in it.</param>
    /// <param name="function">The function.</param>
    /// <param name="findings">Where to say it.</param>
    public static void Check(ResourceDocument document, string path, FunctionConfig function, FindingList findings)
    {
        var packages = function.FunctionDependencies;
        if (packages.Select(each => each.Trim()).Distinct(StringComparer.Ordinal).Count() is > Most and var count)
        {
            findings.Error(document, $"{path}.functionDependencies", $"The function has {count} dependencies, more than the {Most} that it may have.");
            return;
        }

        for (var i = 0; i < packages.Count; i++)
        {
            if (Problem(packages[i].Trim()) is { } problem)
            {
                findings.Error(document, $"{path}.functionDependencies[{i}]", problem);
            }
        }
    }

    /// <summary>Warns of packages that nobody installs.</summary>
    /// <param name="document">The document.</param>
    /// <param name="path">Path of the function in it.</param>
    /// <param name="function">The function.</param>
    /// <param name="findings">Where to say it.</param>
    public static void CheckEffect(ResourceDocument document, string path, FunctionConfig function, FindingList findings)
    {
        if (function.FunctionDependencies.Count == 0)
        {
            return;
        }

        if (!string.IsNullOrWhiteSpace(function.Image))
        {
            findings.Warn(document, $"{path}.functionDependencies", "They are not installed: the image is run as it is, and brings what it needs.");
        }
        else if (string.Equals(function.Language?.Trim(), "bash", StringComparison.OrdinalIgnoreCase))
        {
            findings.Warn(document, $"{path}.functionDependencies", "They are not installed: a function in bash has no packages.");
        }
    }

    /// <summary>Why a text is no package; null when it may be one.</summary>
    /// <param name="package">The text, without blanks around it.</param>
    public static string? Problem(string package)
    {
        var shown = string.Concat(package.Take(MostShown).Select(each => char.IsControl(each) ? ' ' : each)) + (package.Length > MostShown ? "…" : "");
        return package.Length == 0 ? "The dependency is empty."
            : package.Length > Longest ? $"The dependency '{shown}' has {package.Length} characters, more than the {Longest} that it may have."
            : package.Any(char.IsControl) ? $"The dependency '{shown}' has a line break or another control character: name one package each, such as requests==2.32.3."
            : package[0] is '-' or '#' ? $"'{shown}' is no dependency of a Python function: options of pip and comments cannot be given here; name one package each, such as requests==2.32.3."
            : package.IndexOfAny(['/', '\\', ':', '@']) < 0 && Two().IsMatch(package) ? $"'{shown}' names more than one package: give each an entry of its own."
            : null;
    }

    // A name, maybe with extras and versions, and then a blank and something that begins like a name; neither an address nor a path, which may have blanks.
    [GeneratedRegex(
        """
        ^ [A-Za-z0-9] [A-Za-z0-9._-]* \s* (\[ [^\]]* \] \s*)?
          ( (?>===|==|~=|!=|>=|<=|>|<) \s* [^\s,;<>=!~()]+ \s* (, \s* (?>===|==|~=|!=|>=|<=|>|<) \s* [^\s,;<>=!~()]+ \s*)* )?
          (?<=\s) [A-Za-z0-9] [A-Za-z0-9._-]* \s* (\[ | [<>=!~;(] | \z | \s)
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Two();
}
