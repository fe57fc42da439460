using Actors.Templates.Reading;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>The functions of a language by name.</summary>
internal sealed class BuiltInTable(params IEnumerable<BuiltIn>[] groups)
{
    private readonly Dictionary<string, BuiltIn> _byName = groups.SelectMany(group => group).ToDictionary(each => each.Name, StringComparer.Ordinal);

    public IEnumerable<BuiltIn> All => _byName.Values;

    public IEnumerable<string> Modules => _byName.Keys.Where(name => name.Contains('.', StringComparison.Ordinal)).Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)]).Distinct();

    public BuiltIn? Find(string name) => _byName.GetValueOrDefault(name);

    public bool HasModule(string name) => Modules.Contains(name);

    /// <summary>The error for a function that is not there.</summary>
    public ExpressionException Unknown(string name, int position)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var known = dot < 0 ? _byName.Keys.Where(each => !each.Contains('.', StringComparison.Ordinal)) : _byName.Keys.Where(each => each.StartsWith(name[..(dot + 1)], StringComparison.Ordinal));
        var hint = Nearest.Hint(name, known);
        return new($"There is no function '{name}'.{(hint.Length > 0 ? hint : $" There are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.")}", position);
    }
}
