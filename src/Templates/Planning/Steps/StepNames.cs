using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Steps;

/// <summary>Names of tasks, hooks, actions and schedules, which become parts of the ids of activities.</summary>
internal static class StepNames
{
    /// <summary>The entries of a list by name, each with its field; what is wrong with a name is a finding.</summary>
    /// <param name="document">The document that lists them.</param>
    /// <param name="field">Field of the list.</param>
    /// <param name="noun">A word for messages.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="nameOf">Their names as they are written.</param>
    /// <param name="findings">Where to say what is wrong.</param>
    public static Dictionary<string, (T Entry, string Path)> Check<T>(
        ResourceDocument document, string field, string noun, IReadOnlyList<T> entries, Func<T, string?> nameOf, FindingList findings)
    {
        var named = new Dictionary<string, (T Entry, string Path)>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
        {
            var (entry, path) = (entries[i], $"{field}[{i}]");
            var name = nameOf(entry)?.Trim() ?? "";
            if (name.Length is 0 or > 200 || name.Any(character => char.IsControl(character) || character == '/'))
            {
                findings.Error(document, $"{path}.name", $"{(noun[0] == 'a' ? "An" : "A")} {noun} needs a name of 1 to 200 characters without '/'.");
            }
            else if (!named.TryAdd(name, (entry, path)))
            {
                findings.Error(document, $"{path}.name", $"The {noun} '{name}' is there twice.");
            }
        }

        return named;
    }
}
