namespace Actors.Templates.Planning;

/// <summary>Gathers the definitions of each input of a job, by name and by selectors.</summary>
/// <param name="resource">The resource; null: none, so that selectors that name one mean something else.</param>
/// <param name="hasSelectors">Whether selectors count; else every definition is taken by its name.</param>
/// <param name="findings">For definitions that stand in each other's way.</param>
internal sealed class InputSlots(string? resource, bool hasSelectors, FindingList findings)
{
    private readonly Dictionary<(InputKind Kind, string Name), List<Definition>> _slots = [];
    private readonly Dictionary<(InputKind Kind, string Alias), List<string>> _aliases = [];

    // Who sets again what a template sets by selectors means the same variables.
    private readonly Dictionary<(InputKind Kind, string Name), IReadOnlyList<Selector>> _selectors = [];

    private enum Aim
    {
        Alias,
        Name,
        Resource,
    }

    /// <summary>The inputs, each with its definitions from the lowest precedence to the highest.</summary>
    public IEnumerable<(InputKind Kind, string Name, IReadOnlyList<Definition> Definitions)> All =>
        _slots.Select(entry => (entry.Key.Kind, entry.Key.Name, (IReadOnlyList<Definition>)entry.Value));

    /// <summary>Adds a level above those that are there.</summary>
    public void Add(InputLevel level)
    {
        var aims = new Dictionary<(InputKind Kind, string Name), List<(Aim Aim, Definition Definition)>>();
        foreach (var definition in level.All.Where(each => each.Name.Length > 0))
        {
            // Environment variables and files reach every job, declared or not.
            var declares = level.Declares || definition.Kind != InputKind.Variable;
            foreach (var (name, aim) in level.IsOwn || !hasSelectors ? [(definition.Name, Aim.Name)] : Targets(definition, declares))
            {
                var key = (definition.Kind, name);
                if (declares || _slots.ContainsKey(key))
                {
                    aims.TryAdd(key, []);
                    aims[key].Add((aim, definition));
                }
            }

            if (level.IsOwn)
            {
                AddAliases(definition);
            }
        }

        foreach (var (key, definitions) in aims)
        {
            _slots.TryAdd(key, []);
            _slots[key].AddRange(Ordered(key.Name, definitions));
        }
    }

    /// <summary>The names that a definition of a higher level is for, here.</summary>
    private IEnumerable<(string Name, Aim Aim)> Targets(Definition definition, bool declares)
    {
        var key = (definition.Kind, definition.Name);
        var own = definition.Selectors.Select(each => Selector.Parse(each.Text)).OfType<Selector>().ToList();
        if (own.Count > 0)
        {
            _selectors[key] = own;
        }

        var selectors = _selectors.GetValueOrDefault(key, [new(null, definition.Name)]);
        return selectors.Where(selector => selector.Resource is null || selector.Resource == resource)
            .SelectMany(selector => Named(definition.Kind, selector.Name ?? definition.Name, selector.Resource is null ? null : Aim.Resource, declares))
            .GroupBy(target => target.Name, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Max(target => target.Aim)));
    }

    private IEnumerable<(string Name, Aim Aim)> Named(InputKind kind, string name, Aim? aim, bool declares)
    {
        var aliased = _aliases.GetValueOrDefault((kind, name), []);
        return aliased.Select(each => (each, aim ?? Aim.Alias))
            .Concat(_slots.ContainsKey((kind, name)) || (declares && aliased.Count == 0) ? [(name, aim ?? Aim.Name)] : []);
    }

    private void AddAliases(Definition definition)
    {
        foreach (var selector in definition.Selectors.Select(each => Selector.Parse(each.Text)).OfType<Selector>())
        {
            if (selector is { Resource: null, Name: { } alias } && alias != definition.Name)
            {
                var key = (definition.Kind, alias);
                _aliases.TryAdd(key, []);
                if (!_aliases[key].Contains(definition.Name))
                {
                    _aliases[key].Add(definition.Name);
                }
            }
        }
    }

    // Within a level the closer address wins: the resource's over the plain name, and that over another name.
    private IEnumerable<Definition> Ordered(string name, List<(Aim Aim, Definition Definition)> definitions)
    {
        var ordered = definitions.OrderBy(each => each.Aim).ThenBy(each => each.Definition.Name, StringComparer.Ordinal).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            var (one, other) = (ordered[i - 1], ordered[i]);
            if (one.Aim == other.Aim && one.Definition.Name != other.Definition.Name && one.Definition.Value is not null && other.Definition.Value is not null)
            {
                findings.Error(
                    other.Definition.Document,
                    other.Definition.Path,
                    $"'{other.Definition.Name}' and '{one.Definition.Name}' both address '{name}' of {(resource is null ? "the environment's hooks" : $"the resource '{resource}'")} by their selectors; keep one of them.");
            }
        }

        return ordered.Select(each => each.Definition);
    }
}
