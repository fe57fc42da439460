using Actors.Templates.Expressions.BuiltIns;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>What the two languages do differently with values.</summary>
internal abstract class LanguageRules
{
    public abstract ExpressionLanguage Language { get; }

    /// <summary>Functions by name; those of modules as <c>strings.Join</c>.</summary>
    public abstract BuiltInTable Functions { get; }

    /// <summary>Methods by name, for each kind of value; empty in CUE.</summary>
    public abstract MethodTable Methods { get; }

    public static LanguageRules Of(ExpressionLanguage language) => language == ExpressionLanguage.Cue ? CueRules.Instance : StarlarkRules.Instance;

    /// <summary>Whether a value counts as true.</summary>
    public abstract bool IsTrue(object? value, int position);

    /// <summary>The values that a comprehension goes through, with the name or number of each where the language has one.</summary>
    public abstract IEnumerable<(object? Key, object? Value)> Each(object? value, int position);

    /// <summary>The index of a list or text, from 0.</summary>
    public abstract long Index(long index, int count, int position);

    /// <summary>What happens when an object gets a name that it has.</summary>
    public abstract object? Merge(object? old, object? added, string name, Budget budget, int position);

    /// <summary>Applies an operator between two values other than <c>and</c> and <c>or</c>.</summary>
    public object? Apply(Operator which, object? left, object? right, Budget budget, int position)
    {
        switch (which)
        {
            case Operator.Equal or Operator.NotEqual:
                budget.SpendOn(Comparison.Cost(left, right), position);
                CheckComparable(left, right, position);
                return Comparison.AreEqual(left, right) == (which == Operator.Equal);
            case Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual:
                budget.SpendOn(Comparison.Cost(left, right), position);
                var order = Comparison.Compare(left, right, position);
                return which switch
                {
                    Operator.Less => order < 0,
                    Operator.LessOrEqual => order <= 0,
                    Operator.Greater => order > 0,
                    _ => order >= 0,
                };
            case Operator.Add:
                return Arithmetic.Compute(which, left, right, position) ?? Join(left, right, budget, position) ?? throw Refused("+", left, right, position);
            case Operator.Subtract:
                return Arithmetic.Compute(which, left, right, position) ?? throw Refused("-", left, right, position);
            case Operator.Multiply:
                return Arithmetic.Compute(which, left, right, position) ?? (left is long ? Repeat(right, left, budget, position) : Repeat(left, right, budget, position))
                    ?? throw Refused("*", left, right, position);
            case Operator.Divide:
                return Arithmetic.ToDouble(left) is { } x && Arithmetic.ToDouble(right) is { } y ? Arithmetic.Divide(x, y, position) : throw Refused("/", left, right, position);
            default:
                return ApplyOwn(which, left, right, budget, position);
        }
    }

    /// <summary>Applies an operator before a value.</summary>
    public object? Apply(Operator which, object? operand, int position) => (which, operand) switch
    {
        (Operator.Not, _) => !IsTrue(operand, position),
        (Operator.Add, long or double) => operand,
        (Operator.Subtract, long or double) => Arithmetic.Negate(operand, position),
        (Operator.BitNot, long whole) => ~whole,
        _ => throw new ExpressionException($"'{(which == Operator.Add ? "+" : which == Operator.Subtract ? "-" : "~")}' does not go before {Values.KindOf(operand)}.", position),
    };

    protected abstract object? ApplyOwn(Operator which, object? left, object? right, Budget budget, int position);

    protected virtual void CheckComparable(object? left, object? right, int position)
    {
    }

    protected static ExpressionException Refused(string mark, object? left, object? right, int position)
    {
        var hint = mark == "+" && (left is string || right is string) ? " Make a text of the other one first: str(x), in CUE \"\\(x)\"." : "";
        return new($"'{mark}' does not go between {Values.KindOf(left)} and {Values.KindOf(right)}.{hint}", position);
    }

    private static object? Join(object? left, object? right, Budget budget, int position)
    {
        var size = Values.SizeOf(left) + Values.SizeOf(right);
        budget.CheckSize(size, position);
        budget.SpendOn(size, position);
        return (left, right) switch
        {
            (string a, string b) => a + b,
            (ListValue a, ListValue b) when a.IsTuple == b.IsTuple => new ListValue([.. a.Items, .. b.Items], a.IsTuple),
            _ => null,
        };
    }

    private static object? Repeat(object? value, object? times, Budget budget, int position)
    {
        if (times is not long count || value is not (string or ListValue))
        {
            return null;
        }

        count = Math.Max(0, count);
        var size = Values.SizeOf(value);
        budget.CheckSize(size == 0 ? 0 : count > ExpressionLimits.MaxSize ? long.MaxValue : size * count, position);
        budget.SpendOn(size * (size == 0 ? 0 : count), position);
        return value switch
        {
            _ when size == 0 => value,
            string text => string.Concat(Enumerable.Repeat(text, (int)count)),
            ListValue list => new ListValue([.. Enumerable.Repeat(list.Items, (int)count).SelectMany(items => items)], list.IsTuple),
            _ => null,
        };
    }
}
