using System.Text;
using System.Text.RegularExpressions;
using Actors.Templates.Expressions;

namespace Actors.Templates.Reading;

/// <summary>Headers of HTTP calls that tell who calls, by their names: the format has no mark for them.</summary>
internal static partial class CredentialHeaders
{
    /// <summary>What is in their names. The worker, which trusts no plan, decides it by itself; one test holds both to the same.</summary>
    internal static readonly string[] Words = ["auth", "token", "secret", "password", "cookie", "key", "credential", "session", "signature"];

    /// <summary>Whether a header is one, such as <c>Authorization</c>, <c>Cookie</c>, <c>X-Api-Key</c> or <c>…-Token</c>.</summary>
    public static bool IsCredential(string name) => Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the value of one is written out. What is only an expression, with or without the name of a scheme before it, is not: what it reads has marks of its own.</summary>
    public static bool IsWritten(string value)
    {
        try
        {
            var template = TextTemplate.Parse(value);
            return !template.HasExpressions || template.References().Count == 0 || !Scheme().IsMatch(template.Plain);
        }
        catch (ExpressionException)
        {
            return true;
        }
    }

    /// <summary>What must not be shown of a value: all of it, what follows the scheme, and the parts of basic authentication.</summary>
    public static IEnumerable<string> Secrets(string value)
    {
        yield return value;
        if (value.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is not [var scheme, var rest])
        {
            yield break;
        }

        yield return rest;
        var bytes = new byte[rest.Length];
        if (scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(rest, bytes, out var count))
        {
            var pair = Encoding.UTF8.GetString(bytes, 0, count);
            yield return pair;
            yield return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }
    }

    [GeneratedRegex(@"^\s*([A-Za-z]{1,20}[ =])?\s*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scheme();
}
