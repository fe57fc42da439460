using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>What a built-in is called with, checked as it is taken.</summary>
internal sealed class Arguments(
    BuiltIn function,
    Evaluator evaluator,
    IReadOnlyList<object?> values,
    IReadOnlyList<bool> isGiven,
    IReadOnlyList<object?> rest,
    IReadOnlyList<KeyValuePair<string, object?>> named,
    int position)
{
    public int Position => position;

    public Budget Budget => evaluator.Budget;

    public Evaluator Evaluator => evaluator;

    /// <summary>The arguments behind those that have a parameter of their own.</summary>
    public IReadOnlyList<object?> Rest => rest;

    /// <summary>Arguments by names that are no parameters.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Named => named;

    public object? this[int index] => values[index];

    public bool Has(int index) => isGiven[index];

    public string Text(int index) => values[index] as string ?? throw Wrong(index, "a text");

    public string Text(int index, string fallback) => isGiven[index] ? Text(index) : fallback;

    public string? TextOrNull(int index) => values[index] is null ? null : Text(index);

    public long Whole(int index) => values[index] is long whole ? whole : throw Wrong(index, "a whole number");

    public long Whole(int index, long fallback) => isGiven[index] && values[index] is not null ? Whole(index) : fallback;

    /// <summary>A count, cut to what an int holds.</summary>
    public int Count(int index, int fallback = 0) => (int)Math.Clamp(Whole(index, fallback), int.MinValue, int.MaxValue);

    public double Number(int index) => Arithmetic.ToDouble(values[index]) ?? throw Wrong(index, "a number");

    public bool Flag(int index, bool fallback) => !isGiven[index] ? fallback : values[index] as bool? ?? throw Wrong(index, "a boolean");

    public ListValue List(int index) => values[index] as ListValue ?? throw Wrong(index, "a list");

    public MapValue Map(int index) => values[index] as MapValue ?? throw Wrong(index, "an object");

    /// <summary>What a comprehension would go through.</summary>
    public List<object?> Each(object? value)
    {
        var each = evaluator.Rules.Each(value, position).Select(pair => pair.Value).ToList();
        Budget.Spend(each.Count, position);
        return each;
    }

    /// <summary>The texts of a list.</summary>
    public List<string> Texts(int index) =>
        [.. Each(values[index]).Select(item => item as string ?? throw Error($"'{function.Parameter(index)}' has {Values.KindOf(item)} among its entries, which must be texts."))];

    /// <summary>Calls a function that was given.</summary>
    public object? Call(object? called, params object?[] arguments) => called is FunctionValue value
        ? evaluator.Call(value, arguments, position)
        : throw Error($"a function is needed, not {Values.KindOf(called)}.");

    /// <summary>Pays for going over a text or making one.</summary>
    public string Paid(string text)
    {
        Budget.SpendOn(text.Length, position);
        return text;
    }

    /// <summary>Pays for looking for a text in another.</summary>
    public void PayForSearch(string text, string part) => Budget.SpendOnSearch(text, part, position);

    public ExpressionException Error(string message) => new($"{function.Name}: {message}", position);

    public ExpressionException Wrong(int index, string wanted) =>
        Error($"{(function.Parameter(index) == "." ? "the value" : $"'{function.Parameter(index)}'")} must be {wanted}, not {Values.KindOf(values[index])}.");
}
