using System.Text.Json.Nodes;
using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions;

/// <summary>What an expression reads: a path of names and indexes such as <c>resource["vpc"].output.subnets.value[0]</c>, as far as it is known without values.</summary>
/// <param name="Steps">Names and indexes with the place of each; the first is a root.</param>
/// <param name="Position">Where it begins, in characters from 1.</param>
public sealed record Reference(IReadOnlyList<ReferenceStep> Steps, int Position)
{
    /// <summary>Where an index stands behind the path that is not known without values; 0 when there is none.</summary>
    public int OpenAt { get; init; }

    /// <summary>The roots that such an index is computed from, also by way of names that a comprehension binds.</summary>
    public IReadOnlyCollection<string> OpenRoots { get; init; } = [];

    /// <summary>Whether it may not be evaluated at all, as it stands in a branch, behind <c>and</c> or <c>or</c>, or in a comprehension.</summary>
    public bool IsConditional { get; init; }

    /// <summary>The name at a step.</summary>
    /// <param name="index">Which step, from 0.</param>
    /// <returns>The name; null when the path is shorter or has a list index there.</returns>
    public string? NameAt(int index) => index < Steps.Count ? Steps[index].Name : null;

    /// <summary>The path as it is written.</summary>
    /// <returns>Names and indexes.</returns>
    public override string ToString() => string.Concat(Steps.Select((step, i) => i == 0 ? step.Name : step.ToString()));

    /// <summary>Checks that the path leads to something.</summary>
    /// <exception cref="ExpressionException">It does not.</exception>
    internal void CheckExists(JsonObject roots)
    {
        Expression path = new NameExpression(Steps[0].Name!, Position);
        foreach (var step in Steps.Skip(1))
        {
            path = step.Name is { } name
                ? new MemberExpression(path, name, step.Position, Position)
                : new IndexExpression(path, new LiteralExpression(step.Index, step.Position), Position);
        }

        new Evaluator(roots, StarlarkRules.Instance, new Budget()).Find(path);
    }

    /// <summary>The path that an expression is; null when it is something else.</summary>
    internal static string? PathOf(Expression expression) => expression switch
    {
        NameExpression name => name.Name,
        MemberExpression member => PathOf(member.Target) is { } path ? path + new ReferenceStep(member.Name, null, 0) : null,
        IndexExpression { Index: LiteralExpression { Value: string or long } literal } index => PathOf(index.Target) is { } path
            ? path + new ReferenceStep(literal.Value as string, literal.Value as long?, 0)
            : null,
        _ => null,
    };
}
