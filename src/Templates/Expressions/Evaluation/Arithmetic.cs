using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Numbers: long and double. What leaves 64 bits, or is not finite, is an error.</summary>
internal static class Arithmetic
{
    /// <summary>Adds, subtracts or multiplies; whole with whole gives whole.</summary>
    public static object? Compute(Operator which, object? left, object? right, int position)
    {
        if (left is long a && right is long b)
        {
            try
            {
                return which switch
                {
                    Operator.Add => checked(a + b),
                    Operator.Subtract => checked(a - b),
                    _ => (object)checked(a * b),
                };
            }
            catch (OverflowException)
            {
                throw TooLarge(position);
            }
        }

        return ToDouble(left) is { } x && ToDouble(right) is { } y
            ? Finite(
                which switch
                {
                    Operator.Add => x + y,
                    Operator.Subtract => x - y,
                    _ => x * y,
                },
                position)
            : null;
    }

    public static double? ToDouble(object? value) => value switch
    {
        long whole => whole,
        double number => number,
        _ => null,
    };

    /// <summary>A quotient, always a double.</summary>
    public static object Divide(double left, double right, int position) => right == 0 ? throw ByZero(position) : Finite(left / right, position);

    /// <summary>Quotient or remainder, rounded down: the remainder has the sign of the divisor.</summary>
    public static object Floor(object left, object right, bool isRemainder, int position)
    {
        if (left is long a && right is long b)
        {
            if (b is 0 or -1)
            {
                return b == 0 ? throw ByZero(position) : isRemainder ? 0L : Negate(a, position);
            }

            var (quotient, remainder) = Math.DivRem(a, b);
            var isOff = remainder != 0 && (remainder < 0) != (b < 0);
            return isRemainder ? remainder + (isOff ? b : 0) : quotient - (isOff ? 1 : 0);
        }

        var (x, y) = (ToDouble(left)!.Value, ToDouble(right)!.Value);
        if (y == 0)
        {
            throw ByZero(position);
        }

        return Finite(isRemainder ? x - (y * Math.Floor(x / y)) : Math.Floor(x / y), position);
    }

    /// <summary>CUE's divisions of whole numbers: div and mod are Euclidean, quo and rem cut off.</summary>
    public static object Whole(Operator which, long left, long right, int position)
    {
        if (right is 0 or -1)
        {
            return right == 0 ? throw ByZero(position) : which is Operator.Div or Operator.Quo ? Negate(left, position) : 0L;
        }

        var (quotient, remainder) = Math.DivRem(left, right);
        var isOff = remainder < 0;
        return which switch
        {
            Operator.Quo => quotient,
            Operator.Rem => remainder,
            Operator.Div => quotient - (isOff ? Math.Sign(right) : 0),
            _ => remainder + (isOff ? Math.Abs(right) : 0),
        };
    }

    public static object Negate(object value, int position) => value switch
    {
        long.MinValue => throw TooLarge(position),
        long whole => (object)-whole,
        double number => -number,
        _ => throw new ArgumentException("A number is needed.", nameof(value)),
    };

    public static object Shift(long value, long count, bool isLeft, int position)
    {
        if (count < 0)
        {
            throw new ExpressionException("The number of bits to shift by is negative.", position);
        }

        if (!isLeft)
        {
            return value >> (int)Math.Min(count, 63);
        }

        var shifted = count > 62 ? 0 : value << (int)count;
        return value == 0 || (count <= 62 && shifted >> (int)count == value) ? shifted : throw TooLarge(position);
    }

    public static double Finite(double value, int position) =>
        double.IsFinite(value) ? value : throw new ExpressionException("The result is no finite number.", position);

    /// <summary>A whole number for a double that has no fraction.</summary>
    public static long ToWhole(double value, int position) =>
        value is >= -9.2233720368547758e18 and < 9.2233720368547758e18 ? (long)value : throw TooLarge(position);

    public static ExpressionException TooLarge(int position) => new("The result is too large: whole numbers have 64 bits.", position);

    private static ExpressionException ByZero(int position) => new("The number is divided by zero.", position);
}
