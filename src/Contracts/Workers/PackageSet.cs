using System.Security.Cryptography;
using System.Text;

namespace Actors.Contracts.Workers;

/// <summary>
/// The packages of a Python function, as what controller and worker both know them by. What the installer is told besides by its environment belongs to the set: the same names
/// from another index are other packages.
/// </summary>
public static class PackageSet
{
    /// <summary>Longest name of a platform.</summary>
    public const int MaxPlatform = 100;

    private static readonly string[] Names =
        ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];

    /// <summary>The packages, as a requirements file has them: trimmed, each once, in order of their characters.</summary>
    /// <param name="dependencies">What the function names.</param>
    public static IReadOnlyList<string> Of(IEnumerable<string> dependencies) => [.. dependencies.Select(name => name.Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Those variables of a job that the installer of a set may see: its own, and what leads to an index.</summary>
    /// <param name="environment">Environment of the job.</param>
    public static IReadOnlyDictionary<string, string> Variables(IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Where(variable => variable.Key.StartsWith("PIP_", StringComparison.Ordinal) || Names.Contains(variable.Key.ToUpperInvariant()))
            .ToDictionary(variable => variable.Key, variable => variable.Value, StringComparer.Ordinal);
    }

    /// <summary>A SHA-256 of packages and variables, in 64 hexadecimal digits; null: the job is no function in Python with packages.</summary>
    /// <param name="job">The job.</param>
    public static string? HashOf(WorkerJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (job.Function is not { Dependencies: { Count: > 0 } dependencies } function || !function.Language.Equals("python", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // With lengths: whatever the parts hold, two sets never look the same.
        foreach (var part in Of(dependencies).Concat(Variables(job.Environment).OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => $"{variable.Key}={variable.Value}")))
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether this may be the name of a platform: of letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, such as <c>cpython-311-linux-x86_64-glibc-2.36</c>.</summary>
    /// <param name="name">The name.</param>
    public static bool IsPlatform(string name) => name is { Length: > 0 and <= MaxPlatform } && name.All(IsPlatformCharacter);

    /// <summary>Whether a platform's name may have this character.</summary>
    /// <param name="character">The character.</param>
    public static bool IsPlatformCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_';
}
