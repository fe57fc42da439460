using System.Text;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Starlark's functions on single values.</summary>
internal static class StarlarkFunctions
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("len", "x", a => Len(a)),
        new("str", "x", a => a.Paid(StarlarkText.Str(a[0], a.Budget, a.Position))),
        new("repr", "x", a => a.Paid(StarlarkText.Repr(a[0], a.Budget, a.Position))),
        new("int", "x, base?", Int),
        new("float", "x?", a => a.Has(0) ? Float(a) : 0.0),
        new("bool", "x?", a => a.Has(0) && a.Evaluator.Rules.IsTrue(a[0], a.Position)),
        new("type", "x", a => TypeOf(a[0])),
        new("abs", "x", a => a.Number(0) < 0 ? Arithmetic.Negate(a[0]!, a.Position) : a[0]),
        new("chr", "i", a => Rune.IsValid((int)Math.Clamp(a.Whole(0), -1, int.MaxValue)) ? new Rune((int)a.Whole(0)).ToString() : throw a.Error("that is no character of Unicode.")),
        new("ord", "s", a => Rune.TryGetRuneAt(a.Text(0).PadRight(1), 0, out var rune) && rune.Utf16SequenceLength == a.Text(0).Length
            ? (long)rune.Value : throw a.Error("a text of one character is needed.")),
        new("hasattr", "x, name", a => a.Map(0).Entries.ContainsKey(a.Text(1))),
        new("getattr", "x, name, default?", a => a.Map(0).Entries.TryGetValue(a.Text(1), out var value) ? value
            : a.Has(2) ? a[2] : throw new ExpressionException("getattr: the object has no such name.", a.Position) { IsMissingName = true }),
    ];

    private static long Len(Arguments a) => a[0] switch
    {
        string text => (long)TextUnits.Length(a.Paid(text)),
        ListValue list => (long)list.Items.Count,
        MapValue map => (long)map.Entries.Count,
        _ => throw a.Wrong(0, "a text, list or object"),
    };

    private static object Int(Arguments a)
    {
        if (a[0] is not string text)
        {
            return a.Has(1) ? throw a.Error("'base' goes with a text only.") : a[0] switch
            {
                bool truth => truth ? 1L : 0L,
                double number => Arithmetic.ToWhole(Math.Truncate(number), a.Position),
                _ => a.Whole(0),
            };
        }

        var radix = a.Whole(1, 10);
        return radix is 0 or (>= 2 and <= 36)
            ? ParsedNumber.Whole(a.Paid(text), (int)radix) ?? throw a.Error("the text is no whole number of 64 bits.")
            : throw a.Error("'base' is 0, or 2 to 36.");
    }

    private static double Float(Arguments a) => a[0] switch
    {
        bool truth => truth ? 1.0 : 0.0,
        string text => ParsedNumber.Fraction(a.Paid(text)) ?? throw a.Error("the text is no finite number."),
        _ => a.Number(0),
    };

    private static string TypeOf(object? value) => value switch
    {
        null => "NoneType",
        bool => "bool",
        long => "int",
        double or BigNumber => "float",
        string => "string",
        ListValue list => list.IsTuple ? "tuple" : "list",
        MapValue => "dict",
        FunctionValue function => function.BuiltIn is null ? "function" : "builtin_function_or_method",
        _ => "unknown",
    };
}
