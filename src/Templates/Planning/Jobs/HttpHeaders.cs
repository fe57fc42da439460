using System.Buffers;
using Actors.Templates.Expressions;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Jobs;

/// <summary>Headers of HTTP calls that no worker would send.</summary>
internal static class HttpHeaders
{
    private static readonly string[] OfConnection = ["Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "Expect", "TE", "Trailer", "Proxy-Connection"];
    private static readonly SearchValues<char> Letters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Says which they are. The messages hold no value.</summary>
    public static void Check(ResourceDocument document, string path, IReadOnlyDictionary<string, string> headers, FindingList findings)
    {
        foreach (var (name, value) in headers)
        {
            var problem = name.Length == 0 || name.AsSpan().ContainsAnyExcept(Letters) ? $"'{name}' can be no name of a header."
                : OfConnection.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"The header '{name}' is for the connection, not for a template: leave it out."
                : value.AsSpan().Trim().ContainsAny('\r', '\n', '\0') && !TextTemplate.IsMeant(value) ? $"The value of '{name}' has a line break, which would begin another header."
                : null;
            if (problem is not null)
            {
                findings.Error(document, RecordBinder.Join(path, name), problem);
            }
        }
    }
}
