using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Reading;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>A function or method of a language.</summary>
/// <param name="name">Its name, with its module.</param>
/// <param name="signature">Its parameters: <c>a, b?, rest*</c>, where <c>?</c> may be left out and <c>*</c> takes all that are left. Of a method
/// the first is the value that it is called on, written <c>.</c>.</param>
/// <param name="body">What it does.</param>
internal sealed class BuiltIn(string name, string signature, Func<Arguments, object?> body)
{
    private readonly string[] _parameters = [.. signature.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public string Name { get; } = name;

    /// <summary>How it is called, for messages and the documentation.</summary>
    public string Usage => $"{Name}({string.Join(", ", _parameters.Where(each => each != "."))})";

    private bool IsOpen => _parameters.Length > 0 && _parameters[^1].EndsWith('*');

    private int Fixed => _parameters.Length - (IsOpen ? 1 : 0);

    /// <summary>The name of a parameter in messages.</summary>
    public string Parameter(int index) => index >= Fixed ? _parameters[^1].TrimEnd('*') : _parameters[index].TrimEnd('?');

    public object? Call(Evaluator evaluator, IReadOnlyList<object?> plain, IReadOnlyList<KeyValuePair<string, object?>> named, int position)
    {
        evaluator.Budget.Spend(1 + plain.Count + named.Count, position);
        var offset = _parameters.FirstOrDefault() == "." ? 1 : 0;
        if (plain.Count > Fixed && !IsOpen)
        {
            throw new ExpressionException($"{Usage} takes at most {Fixed - offset} arguments, not {plain.Count - offset}.", position);
        }

        var values = new object?[Fixed];
        var isGiven = new bool[Fixed];
        var placed = NamesOnly ? 0 : Math.Min(Fixed, plain.Count);
        for (var i = 0; i < placed; i++)
        {
            (values[i], isGiven[i]) = (plain[i], true);
        }

        var others = new List<KeyValuePair<string, object?>>();
        foreach (var (key, value) in named)
        {
            var index = Array.FindIndex(_parameters, 0, Fixed, each => each.TrimEnd('?') == key);
            if (index >= 0 && !isGiven[index])
            {
                (values[index], isGiven[index]) = (value, true);
            }
            else if (index < 0 && TakesNames)
            {
                others.Add(new(key, value));
            }
            else
            {
                throw new ExpressionException(
                    index < 0 ? $"{Usage} has no parameter of that name.{Nearest.Hint(key, _parameters.Select(each => each.TrimEnd('?', '*')))}" : $"{Usage} gets '{Parameter(index)}' twice.", position);
            }
        }

        for (var i = 0; i < Fixed; i++)
        {
            if (!isGiven[i] && !_parameters[i].EndsWith('?'))
            {
                throw new ExpressionException($"{Usage} needs '{Parameter(i)}'.", position);
            }
        }

        return body(new(this, evaluator, values, isGiven, [.. plain.Skip(placed)], others, position));
    }

    /// <summary>Whether it takes arguments of any name.</summary>
    public bool TakesNames { get; init; }

    /// <summary>Whether arguments by place all go to the last parameter, and the others are given by name only.</summary>
    public bool NamesOnly { get; init; }
}
