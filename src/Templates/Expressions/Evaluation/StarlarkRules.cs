using Actors.Templates.Expressions.BuiltIns;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Starlark: every value counts as true or false, <c>//</c> and <c>%</c> round down, indexes may count from the end.</summary>
internal sealed class StarlarkRules : LanguageRules
{
    public static StarlarkRules Instance { get; } = new();

    public override ExpressionLanguage Language => ExpressionLanguage.Starlark;

    public override BuiltInTable Functions => StarlarkTables.Functions;

    public override MethodTable Methods => StarlarkTables.Methods;

    public override bool IsTrue(object? value, int position) => value switch
    {
        null => false,
        bool truth => truth,
        long whole => whole != 0,
        double number => number != 0,
        string text => text.Length > 0,
        ListValue list => list.Items.Count > 0,
        MapValue map => map.Entries.Count > 0,
        _ => true,
    };

    public override IEnumerable<(object? Key, object? Value)> Each(object? value, int position) => value switch
    {
        ListValue list => list.Items.Select(item => ((object?)null, item)),
        MapValue map => map.Entries.Keys.Select(name => ((object?)null, (object?)name)),
        string => throw new ExpressionException("A text is no list; its characters are text.elems().", position),
        _ => throw new ExpressionException($"A list or object is needed here, not {Values.KindOf(value)}.", position),
    };

    public override long Index(long index, int count, int position) => index < 0 ? index + count : index;

    public override object? Merge(object? old, object? added, string name, Budget budget, int position) => added;

    protected override object? ApplyOwn(Operator which, object? left, object? right, Budget budget, int position)
    {
        switch (which, left, right)
        {
            case (Operator.FloorDivide or Operator.Modulo, long or double, long or double):
                return Arithmetic.Floor(left, right, which == Operator.Modulo, position);
            case (Operator.Modulo, string format, _):
                return PercentFormat.Format(format, right, budget, position);
            case (Operator.In or Operator.NotIn, _, _):
                return Contains(left, right, budget, position) == (which == Operator.In);
            case (Operator.BitOr, MapValue a, MapValue b):
                budget.SpendOn(a.Size + b.Size, position);
                var union = new OrderedDictionary<string, object?>(a.Entries, StringComparer.Ordinal);
                foreach (var (name, value) in b.Entries)
                {
                    union[name] = value;
                }

                return new MapValue(union);
            case (Operator.BitOr, long a, long b):
                return a | b;
            case (Operator.BitXor, long a, long b):
                return a ^ b;
            case (Operator.BitAnd, long a, long b):
                return a & b;
            case (Operator.ShiftLeft or Operator.ShiftRight, long a, long b):
                return Arithmetic.Shift(a, b, which == Operator.ShiftLeft, position);
            default:
                throw Refused(MarkOf(which), left, right, position);
        }
    }

    private static bool Contains(object? item, object? container, Budget budget, int position)
    {
        switch (container)
        {
            case string text when item is string part:
                budget.SpendOnSearch(text, part, position);
                return text.Contains(part, StringComparison.Ordinal);
            case ListValue list:
                budget.SpendOn(list.Size, position);
                return list.Items.Any(other => Comparison.AreEqual(item, other));
            case MapValue map:
                return item is string name && map.Entries.ContainsKey(name);
            default:
                throw Refused("in", item, container, position);
        }
    }

    private static string MarkOf(Operator which) => which switch
    {
        Operator.FloorDivide => "//",
        Operator.Modulo => "%",
        Operator.BitOr => "|",
        Operator.BitXor => "^",
        Operator.BitAnd => "&",
        Operator.ShiftLeft => "<<",
        _ => ">>",
    };
}
