using System.Text.Json.Nodes;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Finds what an expression reads. Indexes are computed where they depend only on what is known: literals, the roots given, and
/// comprehensions over such lists.</summary>
/// <param name="known">Roots whose values are known already.</param>
/// <param name="rules">The language.</param>
/// <param name="budget">Steps for computing; when they are used up, indexes count as not known.</param>
internal sealed partial class ReferenceCollector(JsonObject known, LanguageRules rules, Budget budget)
{
    private const int MaxRounds = 256;
    private const int MaxReferences = 10_000;
    private readonly List<Reference> _references = [];
    private HashSet<string> _read = new(StringComparer.Ordinal);
    private bool _isExhausted;

    public IReadOnlyList<Reference> Collect(Expression expression)
    {
        Visit(expression, ReferenceScope.Start);
        return _references;
    }

    private void Visit(Expression expression, ReferenceScope scope)
    {
        switch (expression)
        {
            case NameExpression or MemberExpression or IndexExpression:
                Path(expression, scope);
                break;
            case ConditionalExpression conditional:
                Visit(conditional.Condition, scope);
                Visit(conditional.Then, scope.Conditional);
                Visit(conditional.Else, scope.Conditional);
                break;
            case BinaryExpression { Operator: Operator.And or Operator.Or } binary:
                Visit(binary.Left, scope);
                Visit(binary.Right, scope.Conditional);
                break;
            case DisjunctionExpression:
                VisitAll(expression.Children, scope.Conditional);
                break;
            case ComprehensionExpression comprehension:
                Visit(comprehension.Body, comprehension.Clauses.Aggregate(scope, Bind).Conditional);
                break;
            case LambdaExpression lambda:
                Visit(lambda.Body, scope.WithUnknown(lambda.Parameters).Conditional);
                break;
            case BlockExpression block:
                _ = block.Entries.Aggregate(scope, Bind);
                break;
            case CallExpression call:
                Call(call, scope);
                break;
            default:
                VisitAll(expression.Children, scope);
                break;
        }
    }

    private void VisitAll(IEnumerable<Expression> expressions, ReferenceScope scope)
    {
        foreach (var expression in expressions)
        {
            Visit(expression, scope);
        }
    }

    private void Call(CallExpression call, ReferenceScope scope)
    {
        // x.get("name") reads a name of x as x["name"] does, only that it may be missing.
        if (call is { Function: MemberExpression { Name: "get" } get, Arguments: [{ Kind: ArgumentKind.Plain } key, ..] } && rules.Language == ExpressionLanguage.Starlark)
        {
            Path(new IndexExpression(get.Target, key.Value, get.Position), scope.Conditional);
            VisitAll(call.Arguments.Skip(1).Select(argument => argument.Value), scope);
            return;
        }

        if (call.Function is MemberExpression member && rules.Language == ExpressionLanguage.Starlark && !IsBuiltIn(member, scope))
        {
            Visit(member.Target, scope);
        }
        else
        {
            Visit(call.Function, scope);
        }

        VisitAll(call.Arguments.Select(argument => argument.Value), scope);
    }

    private ReferenceScope Bind(ReferenceScope scope, Expression clause)
    {
        switch (clause)
        {
            case LetExpression let:
                var roots = Read(let.Value, scope);
                return Extend(scope, [let.Name], round => [new(round, let.Name, Value(let.Value, round))]).From(roots, [let.Name]);
            case IfClause condition:
                Visit(condition.Condition, scope);
                return scope.Conditional with { Rounds = [.. scope.Rounds.Where(round => IsPossible(condition.Condition, round))] };
            case ForClause each:
                var sources = Read(each.Values, scope);
                IReadOnlyList<string> names = [.. each.Key is null ? [] : new[] { each.Key }, .. each.Target.Names];
                return Extend(scope.Conditional, names, round => Elements(each, round, names)).From(sources, names);
            default:
                Visit(clause, scope);
                return scope;
        }
    }

    private static ReferenceScope Extend(ReferenceScope scope, IReadOnlyList<string> names, Func<Locals?, IEnumerable<Locals?>> extend)
    {
        var all = scope.WithUnknown(names);
        var rounds = scope.Rounds.SelectMany(extend).Take(MaxRounds + 1).ToList();
        return all with { Rounds = rounds.Count <= MaxRounds ? rounds : [all.Names] };
    }

    private IEnumerable<Locals?> Elements(ForClause each, Locals? round, IReadOnlyList<string> names) => Try<IReadOnlyList<Locals?>>(
        evaluator =>
        [
            .. rules.Each(evaluator.Evaluate(each.Values, round), each.Position).Take(MaxRounds + 1)
                .Select(pair => evaluator.Bind(each.Target, pair.Value, each.Key is null ? round : new(round, each.Key, pair.Key))),
        ]) ?? [names.Aggregate(round, (outer, name) => new(outer, name, Locals.Unknown))];

    private object? Value(Expression expression, Locals? round)
    {
        var value = (object?)Locals.Unknown;
        Try<object>(evaluator => value = evaluator.Evaluate(expression, round));
        return value;
    }

    private bool IsPossible(Expression condition, Locals? round)
    {
        var isTrue = true;
        Try<object>(evaluator => isTrue = rules.IsTrue(evaluator.Evaluate(condition, round), condition.Position));
        return isTrue;
    }

    private T? Try<T>(Func<Evaluator, T?> evaluate)
        where T : class
    {
        try
        {
            return _isExhausted ? null : evaluate(new(known, rules, budget));
        }
        catch (ExpressionException)
        {
            try
            {
                budget.Spend(500, 0);
            }
            catch (ExpressionException)
            {
                _isExhausted = true;
            }

            return null;
        }
    }

    private bool IsBuiltIn(NameExpression name, Stack<Expression> parts) =>
        !known.ContainsKey(name.Name) && (parts.TryPeek(out var first) && first is MemberExpression member
            ? rules.Functions.Find($"{name.Name}.{member.Name}") is not null
            : rules.Functions.Find(name.Name) is not null);

    private bool IsBuiltIn(MemberExpression member, ReferenceScope scope) =>
        member.Target is NameExpression module && !Locals.TryFind(scope.Names, module.Name, out _) && rules.Functions.Find($"{module.Name}.{member.Name}") is not null;
}
