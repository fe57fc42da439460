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

    // Each may name a file or a folder.
    private static readonly string[] Places =
        ["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_CONFIG_FILE", "PIP_REQUIREMENT", "PIP_CONSTRAINT", "PIP_BUILD_CONSTRAINT", "PIP_EDITABLE"];

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
        : Places.FirstOrDefault(name => environment.TryGetValue(name, out var value) && !value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(IsUrl)) is { } place ? $"{place} names something that is no http address"
        : null;

    private static bool IsUrl(string text) => text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    // A name with extras, versions and markers: neither a path nor an address.
    [GeneratedRegex(@"^[A-Za-z0-9][^/\\@:]*$", RegexOptions.CultureInvariant)]
    private static partial Regex IndexName();

    [GeneratedRegex(@"\.(whl|zip|tar|tgz|tbz|txz|gz|bz2|xz|tlz|lz|lzma)\s*(\[[^\]]*\])?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Archive();
}
