using System.Text;
using Actors.Contracts.Workers;

namespace Actors.Worker.Http;

/// <summary>Credentials in the headers of a call: they are not printed.</summary>
internal static class HttpSecrets
{
    /// <summary>What is in their names. The planner, which knows no worker, decides it by itself; one test holds both to the same.</summary>
    internal static readonly string[] Words = ["auth", "token", "secret", "password", "cookie", "key", "credential", "session", "signature"];

    /// <summary>Collects them: the values of headers whose names speak of a credential, what follows a scheme, and the parts of basic authentication.</summary>
    public static IEnumerable<string> Of(HttpJob? job)
    {
        foreach (var (_, value) in (job?.Headers ?? new Dictionary<string, string>()).Where(header => IsCredential(header.Key)))
        {
            yield return value;
            if (value.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is not [var scheme, var rest])
            {
                continue;
            }
            yield return rest;
            if (scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && Decoded(rest) is { } pair)
            {
                yield return pair;
                yield return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
            }
        }
    }

    /// <summary>Whether a header is one that tells who calls.</summary>
    public static bool IsCredential(string name) => Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? Decoded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }
}
