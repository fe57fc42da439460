using System.Globalization;
using System.Text;
using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Reading;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Starlark's <c>"{} {name}".format(…)</c>.</summary>
internal static class BraceFormat
{
    public static string Format(string format, Arguments a)
    {
        a.Paid(format);
        var result = new StringBuilder();
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            var character = format[i];
            if (character is '{' or '}' && i + 1 < format.Length && format[i + 1] == character)
            {
                result.Append(character);
                i++;
                continue;
            }

            if (character is not ('{' or '}'))
            {
                result.Append(character);
                continue;
            }

            var end = character == '{' ? format.IndexOf('}', i) : -1;
            if (end < 0)
            {
                throw a.Error($"the text has a single '{character}'; one that is meant is written twice.");
            }

            var text = Field(format[(i + 1)..end], ref next, a);
            a.Budget.CheckSize((long)result.Length + text.Length, a.Position);
            a.Budget.SpendOn(text.Length, a.Position);
            result.Append(text);
            i = end;
        }

        return result.ToString();
    }

    private static string Field(string field, ref int next, Arguments a)
    {
        var mark = field.IndexOf('!', StringComparison.Ordinal);
        var (name, conversion) = mark < 0 ? (field, "s") : (field[..mark], field[(mark + 1)..]);
        if (name.Contains(':', StringComparison.Ordinal) || conversion is not ("s" or "r"))
        {
            throw a.Error("formats inside { } are not supported beyond {}, {0}, {name}, {!s} and {!r}; write \"%02d\" % x.");
        }

        if (name.Contains('.', StringComparison.Ordinal) || name.Contains('[', StringComparison.Ordinal))
        {
            throw a.Error("a field in { } is a number or a name and nothing more; give the value itself as an argument.");
        }

        var value = Value(name, ref next, a);
        return conversion == "r" ? StarlarkText.Repr(value, a.Budget, a.Position) : StarlarkText.Str(value, a.Budget, a.Position);
    }

    private static object? Value(string name, ref int next, Arguments a)
    {
        if (name.Length == 0 || name.All(char.IsAsciiDigit))
        {
            var index = name.Length == 0 ? next++ : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : int.MaxValue;
            return index < a.Rest.Count ? a.Rest[index] : throw a.Error($"there are {a.Rest.Count} arguments by place, which is fewer than the text wants.");
        }

        a.Budget.Spend(a.Named.Count, a.Position);
        foreach (var (key, value) in a.Named)
        {
            if (key == name)
            {
                return value;
            }
        }

        throw a.Error($"there is no argument for a field of the text.{Nearest.Hint(name, a.Named.Select(each => each.Key))}");
    }
}
