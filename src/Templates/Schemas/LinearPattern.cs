using System.Text.RegularExpressions;
using Json.Schema;
using Json.Schema.Keywords;

namespace Actors.Templates.Schemas;

/// <summary>Regular expressions of schemas: searched in linear time, so that none can keep the program busy.</summary>
internal static class LinearPattern
{
    /// <summary>Reads an expression.</summary>
    /// <exception cref="SchemaException">It is none, is too long, or needs backtracking.</exception>
    public static Regex Read(string pattern)
    {
        if (pattern.Length > SchemaLimits.MaxPattern)
        {
            throw new SchemaException($"a regular expression has {pattern.Length} characters; at most {SchemaLimits.MaxPattern} are allowed");
        }

        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, SchemaLimits.MatchTimeout);
        }
        catch (NotSupportedException)
        {
            throw new SchemaException($"the regular expression '{Cut(pattern)}' is not supported: look-arounds, back references and very large repetitions are not");
        }
        catch (ArgumentException)
        {
            throw new SchemaException($"the regular expression '{Cut(pattern)}' is not valid");
        }
    }

    /// <summary>Puts them into a schema that was built, in the place of the library's own, which backtrack.</summary>
    public static void Install(JsonSchemaNode node)
    {
        foreach (var keyword in node.Keywords ?? [])
        {
            keyword.Value = (keyword.Handler, keyword.Value) switch
            {
                (PatternKeyword, Regex regex) => Read(regex.ToString()),
                (PatternPropertiesKeyword, Dictionary<string, Regex> named) => named.Keys.ToDictionary(name => name, Read, StringComparer.Ordinal),
                (PatternKeyword or PatternPropertiesKeyword, _) => throw new InvalidOperationException($"'{keyword.Handler.Name}' is of a form that is not known here."),
                _ => keyword.Value,
            };
            foreach (var subschema in keyword.Subschemas ?? [])
            {
                Install(subschema);
            }
        }
    }

    private static string Cut(string pattern) => pattern.Length <= 60 ? pattern : pattern[..60] + "…";
}
