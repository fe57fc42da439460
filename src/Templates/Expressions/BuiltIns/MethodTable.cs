using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Reading;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>The methods of a language, for each kind of value.</summary>
internal sealed class MethodTable(IEnumerable<BuiltIn> ofTexts, IEnumerable<BuiltIn> ofLists, IEnumerable<BuiltIn> ofMaps)
{
    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "append", "extend", "insert", "remove", "clear", "pop", "popitem", "setdefault", "update", "sort", "reverse", "add", "discard",
    };

    private readonly Dictionary<string, BuiltIn> _ofTexts = ofTexts.ToDictionary(each => each.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, BuiltIn> _ofLists = ofLists.ToDictionary(each => each.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, BuiltIn> _ofMaps = ofMaps.ToDictionary(each => each.Name, StringComparer.Ordinal);

    public static MethodTable None { get; } = new([], [], []);

    public IEnumerable<BuiltIn> All => [.. _ofTexts.Values, .. _ofLists.Values, .. _ofMaps.Values];

    /// <summary>The method of a value.</summary>
    /// <exception cref="ExpressionException">It has none of that name.</exception>
    public BuiltIn Get(object? target, string name, int position)
    {
        var methods = target switch
        {
            string => _ofTexts,
            ListValue => _ofLists,
            MapValue => _ofMaps,
            _ => null,
        };
        return methods?.GetValueOrDefault(name)
            ?? throw new ExpressionException($"{Values.KindOf(target)} has no method '{name}'.{Nearest.Hint(name, methods?.Keys ?? Enumerable.Empty<string>())}", position);
    }

    /// <summary>Checks that some kind of value has a method of a name.</summary>
    /// <exception cref="ExpressionException">None has.</exception>
    public void CheckName(string name, int position)
    {
        if (Changing.Contains(name))
        {
            throw new ExpressionException($"'{name}' would change a value, which expressions cannot: make a new one by +, |, sorted, reversed or a comprehension.", position);
        }

        if (!_ofTexts.ContainsKey(name) && !_ofLists.ContainsKey(name) && !_ofMaps.ContainsKey(name))
        {
            throw new ExpressionException($"There is no method '{name}'.{Nearest.Hint(name, All.Select(each => each.Name).Distinct())}", position);
        }
    }
}
