using System.Globalization;
using System.Text;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Starlark's <c>"%s %d" % (a, b)</c>, with Python's width and precision.</summary>
internal static class PercentFormat
{
    private const int MaxWidth = 1000;

    public static string Format(string format, object? values, Budget budget, int position)
    {
        budget.SpendOn(format.Length, position);
        var items = values is ListValue { IsTuple: true } tuple ? tuple.Items : [values];
        var result = new StringBuilder();
        var (next, isNamed) = (0, false);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Append(format[i]);
                continue;
            }

            var spec = FormatSpec.Read(format, ref i) ?? throw Error("a % is followed by no known letter: s, r, d, i, x, X, o, e, f, g, c or %.");
            if (spec.Letter == '%')
            {
                result.Append('%');
                continue;
            }

            object? value;
            if (spec.Name is not null)
            {
                isNamed = true;
                value = values is MapValue map && map.Entries.TryGetValue(spec.Name, out var named) ? named : throw Error("a name of the text is not in the object behind it.");
            }
            else
            {
                value = next < items.Count ? items[next++] : throw Error("there are fewer values than the text wants.");
            }

            if (spec.Width > MaxWidth || spec.Precision > MaxWidth)
            {
                throw Error($"a width is at most {MaxWidth}.");
            }

            var text = spec.Pad(Text(spec, value));
            budget.CheckSize((long)result.Length + text.Length, position);
            budget.SpendOn(text.Length, position);
            result.Append(text);
        }

        return next == items.Count || isNamed ? result.ToString() : throw Error("there are more values than the text wants.");

        string Text(FormatSpec spec, object? value) => spec.Letter switch
        {
            's' => spec.Cut(StarlarkText.Str(value, budget, position)),
            'r' => spec.Cut(StarlarkText.Repr(value, budget, position)),
            'd' or 'i' => Whole(value).ToString(CultureInfo.InvariantCulture),
            'x' => ParsedNumber.Digits(Whole(value), 16),
            'X' => ParsedNumber.Digits(Whole(value), 16).ToUpperInvariant(),
            'o' => ParsedNumber.Digits(Whole(value), 8),
            'c' => value is string character && TextUnits.Length(character) == 1 ? character
                : value is long code && code is >= 0 and <= int.MaxValue && Rune.IsValid((int)code) ? new Rune((int)code).ToString()
                : throw Error("%c wants one character or its number."),
            _ => spec.Fraction(Arithmetic.ToDouble(value) ?? throw Error($"%{spec.Letter} wants a number, not {Values.KindOf(value)}.")),
        };

        long Whole(object? value) => value switch
        {
            long whole => whole,
            bool truth => truth ? 1 : 0,
            double number => Arithmetic.ToWhole(Math.Truncate(number), position),
            _ => throw Error($"a whole number is wanted, not {Values.KindOf(value)}."),
        };

        ExpressionException Error(string message) => new($"Formatting by %: {message}", position);
    }
}
