using System.Globalization;
using System.Text;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Values as Starlark writes them.</summary>
internal static class StarlarkText
{
    public static string Str(object? value, Budget budget, int position) => value as string ?? Repr(value, budget, position);

    public static string Repr(object? value, Budget budget, int position)
    {
        // Names and quotes make it longer than what its size counts, but never more than six times.
        budget.CheckSize(Values.SizeOf(value), position);
        budget.SpendOn(Values.SizeOf(value), position);
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("None");
                break;
            case bool truth:
                text.Append(truth ? "True" : "False");
                break;
            case long whole:
                text.Append(whole.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                text.Append(Values.TextOf(number));
                break;
            case string plain:
                Quote(text, plain);
                break;
            case ListValue list:
                text.Append(list.IsTuple ? '(' : '[');
                WriteAll(text, list.Items);
                text.Append(list is { IsTuple: true, Items.Count: 1 } ? ",)" : list.IsTuple ? ")" : "]");
                break;
            case MapValue map:
                text.Append('{');
                var isFirst = true;
                foreach (var (name, each) in map.Entries)
                {
                    text.Append(isFirst ? "" : ", ");
                    Quote(text, name);
                    text.Append(": ");
                    Write(text, each);
                    isFirst = false;
                }

                text.Append('}');
                break;
            case BigNumber number:
                text.Append(number.Text);
                break;
            case FunctionValue function:
                text.Append(CultureInfo.InvariantCulture, $"<function {function.BuiltIn?.Name ?? "lambda"}>");
                break;
            default:
                text.Append("<unknown>");
                break;
        }
    }

    private static void WriteAll(StringBuilder text, IReadOnlyList<object?> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, items[i]);
        }
    }

    private static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                < ' ' or '\u007f' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
