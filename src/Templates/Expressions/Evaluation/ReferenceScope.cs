using System.Collections.Immutable;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>The names that are bound where references are looked for, and the values that they may have.</summary>
/// <param name="Names">The names alone, each with <see cref="Locals.Unknown"/>.</param>
/// <param name="Rounds">Possible values: one chain of all names for each round that a comprehension may take.</param>
/// <param name="Roots">The roots that the values of each name come from.</param>
/// <param name="IsConditional">Whether what is read here may not be evaluated.</param>
internal sealed record ReferenceScope(Locals? Names, IReadOnlyList<Locals?> Rounds, ImmutableDictionary<string, IReadOnlyCollection<string>> Roots, bool IsConditional)
{
    /// <summary>No names.</summary>
    public static ReferenceScope Start { get; } = new(null, [null], ImmutableDictionary<string, IReadOnlyCollection<string>>.Empty.WithComparers(StringComparer.Ordinal), false);

    public ReferenceScope Conditional => IsConditional ? this : this with { IsConditional = true };

    /// <summary>With names whose values are not known.</summary>
    public ReferenceScope WithUnknown(IReadOnlyList<string> names) =>
        this with { Names = Add(Names, names), Rounds = [.. Rounds.Select(round => Add(round, names))], Roots = Roots.RemoveRange(names) };

    /// <summary>With the roots that the values of names come from.</summary>
    public ReferenceScope From(IReadOnlyCollection<string> roots, IReadOnlyList<string> names) => this with { Roots = Roots.SetItems(names.Select(name => KeyValuePair.Create(name, roots))) };

    private static Locals? Add(Locals? locals, IReadOnlyList<string> names) => names.Aggregate(locals, (outer, name) => new(outer, name, Locals.Unknown));
}
