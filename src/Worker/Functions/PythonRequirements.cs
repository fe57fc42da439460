using System.Text.RegularExpressions;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>The packages that a Python function names.</summary>
/// <param name="Packages">As pip takes them, in the order of <see cref="PackageSet.Of"/>.</param>
/// <param name="Local">What of it may be different in another call although it looks the same, so that nobody else may get the set; null: nothing.</param>
internal sealed partial record PythonRequirements(IReadOnlyList<string> Packages, string? Local)
{
    private const int MaxPackages = 200;
    private const int MaxLength = 500;

    // What of pip's own variables may go into a set that others get: those that name an index by http, and those that name no file, folder or program at all.
    private static readonly string[] Indexes = ["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_PROXY"];
    private static readonly string[] Harmless =
    [
        "PIP_DEFAULT_TIMEOUT", "PIP_DISABLE_PIP_VERSION_CHECK", "PIP_NO_BINARY", "PIP_NO_CACHE_DIR", "PIP_NO_COLOR", "PIP_NO_DEPS", "PIP_NO_INDEX", "PIP_NO_INPUT", "PIP_ONLY_BINARY", "PIP_PRE",
        "PIP_PREFER_BINARY", "PIP_PROGRESS_BAR", "PIP_QUIET", "PIP_REQUIRE_VIRTUALENV", "PIP_RETRIES", "PIP_ROOT_USER_ACTION", "PIP_TIMEOUT", "PIP_TRUSTED_HOST", "PIP_VERBOSE",
    ];

    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

    /// <summary>Reads them.</summary>
    /// <exception cref="JobFailure">There are too many, or one is no package.</exception>
    public static PythonRequirements Of(IEnumerable<string> dependencies, IReadOnlyDictionary<string, string> environment)
    {
        var packages = PackageSet.Of(dependencies);
        if (packages.Count > MaxPackages)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The function has {packages.Count} dependencies, more than the {MaxPackages} that it may have.");
        }
        if (packages.FirstOrDefault(text => text.Length is 0 or > MaxLength || text.StartsWith('-') || text.StartsWith('#') || text.Any(char.IsControl)) is { } wrong)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"'{(wrong.Length <= 100 ? wrong : wrong[..100])}' is no dependency of a Python function: name one package each, such as requests==2.32.3.");
        }
        return new(packages, LocalOf(packages, environment));
    }

    private static string? LocalOf(IEnumerable<string> packages, IReadOnlyDictionary<string, string> environment) =>
        packages.FirstOrDefault(package => !IndexName().IsMatch(package) || Archive().IsMatch(package)) is { } file ? $"'{file}' is no name of an index"
        : environment.ContainsKey("PATH") ? "PATH, which chooses the Python, is the template's own"
        : PackageSet.Variables(environment).Where(variable => !IsTheSameEverywhere(variable.Key, variable.Value)).Select(variable => variable.Key).Order(StringComparer.Ordinal).FirstOrDefault() is { } name
            ? $"{name} may name something of this worker's own"
        : null;

    private static bool IsTheSameEverywhere(string name, string value) =>
        Harmless.Contains(name) || Proxies.Contains(name.ToUpperInvariant()) || (Indexes.Contains(name) && value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(IsUrl));

    private static bool IsUrl(string text) => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // A name with extras, versions and markers: neither a path nor an address.
    [GeneratedRegex(@"^[A-Za-z0-9][^/\\@:]*$", RegexOptions.CultureInvariant)]
    private static partial Regex IndexName();

    [GeneratedRegex(@"\.(whl|zip|tar|tgz|tbz|txz|gz|bz2|xz|tlz|lz|lzma)\s*(\[[^\]]*\])?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Archive();
}
