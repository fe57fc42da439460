using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>CUE's divisions of whole numbers and its package math.</summary>
internal static class CueNumbers
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("div", "a, b", a => Arithmetic.Whole(Operator.Div, a.Whole(0), a.Whole(1), a.Position)),
        new("mod", "a, b", a => Arithmetic.Whole(Operator.Mod, a.Whole(0), a.Whole(1), a.Position)),
        new("quo", "a, b", a => Arithmetic.Whole(Operator.Quo, a.Whole(0), a.Whole(1), a.Position)),
        new("rem", "a, b", a => Arithmetic.Whole(Operator.Rem, a.Whole(0), a.Whole(1), a.Position)),
        new("math.Abs", "x", a => a.Number(0) < 0 ? Arithmetic.Negate(a[0]!, a.Position) : a[0]),
        new("math.Floor", "x", a => Arithmetic.ToWhole(Math.Floor(a.Number(0)), a.Position)),
        new("math.Ceil", "x", a => Arithmetic.ToWhole(Math.Ceiling(a.Number(0)), a.Position)),
        new("math.Trunc", "x", a => Arithmetic.ToWhole(Math.Truncate(a.Number(0)), a.Position)),
        new("math.Round", "x", a => Arithmetic.ToWhole(Math.Round(a.Number(0), MidpointRounding.AwayFromZero), a.Position)),
        new("math.Pow", "x, y", Pow),
        new("math.Sqrt", "x", a => Arithmetic.Finite(Math.Sqrt(a.Number(0)), a.Position)),
    ];

    private static object Pow(Arguments a)
    {
        if (a[0] is not long number || a[1] is not long power || power is < 0 or > 63)
        {
            return Arithmetic.Finite(Math.Pow(a.Number(0), a.Number(1)), a.Position);
        }

        object result = 1L;
        for (var i = 0L; i < power; i++)
        {
            result = Arithmetic.Compute(Operator.Multiply, result, number, a.Position)!;
        }

        return result;
    }
}
