using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions.Syntax;
using Actors.Templates.Reading;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Evaluates parsed expressions of one text: pure, and bounded by a budget that they share.</summary>
/// <param name="roots">The roots: names and their values.</param>
/// <param name="rules">The language.</param>
/// <param name="budget">The steps that are left.</param>
internal sealed partial class Evaluator(JsonObject roots, LanguageRules rules, Budget budget)
{
    private readonly Dictionary<JsonNode, object?> _known = new(ReferenceEqualityComparer.Instance);
    private int _depth;
    private int _quiet;

    public Budget Budget => budget;

    public LanguageRules Rules => rules;

    /// <summary>Evaluates to JSON of its own; what is only referred to is copied as it is.</summary>
    public JsonNode? ToJson(Expression expression)
    {
        var value = Lazy(expression, null);
        budget.SpendOn(Values.SizeOf(value), expression.Position);
        return Values.ToJson(value, expression.Position);
    }

    /// <summary>Follows a path without looking into what it leads to.</summary>
    public void Find(Expression path) => Lazy(path, null);

    /// <summary>Evaluates, and looks into what was referred to.</summary>
    public object? Evaluate(Expression expression, Locals? locals) => Force(Lazy(expression, locals), expression.Position);

    private object? Force(object? value, int position)
    {
        if (value is not JsonNode node)
        {
            return value is not null && ReferenceEquals(value, Locals.Unknown) ? throw NotKnown(position) : value;
        }

        if (!_known.TryGetValue(node, out var known))
        {
            known = budget.Check(Values.FromJson(node, position, budget), position);
            _known[node] = known;
        }

        return known;
    }

    private object? Lazy(Expression expression, Locals? locals)
    {
        budget.Spend(1, expression.Position);
        if (++_depth > ExpressionLimits.MaxEvaluationDepth)
        {
            throw new ExpressionException($"Evaluating goes deeper than {ExpressionLimits.MaxEvaluationDepth} levels.", expression.Position);
        }

        var value = Node(expression, locals);
        _depth--;
        return budget.Check(value, expression.Position);
    }

    private object? Node(Expression expression, Locals? locals)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return literal.Value;
            case NameExpression name:
                return Name(name, locals);
            case MemberExpression member when FunctionOf(member, locals) is { } function:
                return new FunctionValue(function);
            case MemberExpression member:
                return Member(member, Lazy(member.Target, locals));
            case IndexExpression index:
                return Index(index, Lazy(index.Target, locals), locals);
            case SliceExpression slice:
                return Slice(slice, locals);
            case InterpolationExpression interpolation:
                return Interpolate(interpolation, locals);
            case UnaryExpression unary:
                return rules.Apply(unary.Operator, Evaluate(unary.Operand, locals), unary.Position);
            case BinaryExpression { Operator: Operator.And or Operator.Or } binary:
                return Logical(binary, locals);
            case BinaryExpression binary:
                return rules.Apply(binary.Operator, Evaluate(binary.Left, locals), Evaluate(binary.Right, locals), budget, binary.Position);
            case ConditionalExpression conditional:
                return Lazy(rules.IsTrue(Evaluate(conditional.Condition, locals), conditional.Condition.Position) ? conditional.Then : conditional.Else, locals);
            case ListExpression list:
                return new ListValue(Items(list.Items, locals), list.IsTuple);
            case BlockExpression block:
                return Block(block, locals);
            case DisjunctionExpression disjunction:
                return Choose(disjunction, locals);
            case LambdaExpression lambda:
                return new FunctionValue(lambda, locals);
            case CallExpression call:
                return Call(call, locals);
            default:
                throw new ExpressionException("This cannot stand here.", expression.Position);
        }
    }

    private object? Name(NameExpression name, Locals? locals)
    {
        if (Locals.TryFind(locals, name.Name, out var local))
        {
            return local;
        }

        if (roots.TryGetPropertyValue(name.Name, out var root))
        {
            return root;
        }

        if (rules.Functions.Find(name.Name) is { } function)
        {
            return new FunctionValue(function);
        }

        throw Missing($"The name '{name.Name}' is not known.", name.Name, roots.Select(entry => entry.Key), name.Position);
    }

    private object? Logical(BinaryExpression binary, Locals? locals)
    {
        var left = Evaluate(binary.Left, locals);
        if (rules.IsTrue(left, binary.Left.Position) == (binary.Operator == Operator.Or))
        {
            return left;
        }

        var right = Evaluate(binary.Right, locals);
        return rules.Language == ExpressionLanguage.Cue ? rules.IsTrue(right, binary.Right.Position) : right;
    }

    private string Interpolate(InterpolationExpression interpolation, Locals? locals)
    {
        var text = new StringBuilder();
        foreach (var part in interpolation.Parts)
        {
            var value = part is LiteralExpression { Value: string literal } ? literal : ValueText.Of(Evaluate(part, locals), part.Position);
            budget.SpendOn(value.Length, part.Position);
            budget.CheckSize((long)text.Length + value.Length, part.Position);
            text.Append(value);
        }

        return text.ToString();
    }

    private object? Choose(DisjunctionExpression disjunction, Locals? locals)
    {
        ExpressionException? first = null;
        var found = new List<(object? Value, bool IsDefault)>();
        foreach (var alternative in disjunction.Alternatives)
        {
            var depth = _depth;
            _quiet++;
            try
            {
                found.Add((Evaluate(alternative.Value, locals), alternative.IsDefault));
            }
            catch (ExpressionException e) when (e.IsMissingName)
            {
                // An exception costs far more than a step.
                budget.Spend(500, alternative.Value.Position);
                first ??= e;
                _depth = depth;
            }
            finally
            {
                _quiet--;
            }
        }

        var candidates = found.Exists(each => each.IsDefault) ? found.Where(each => each.IsDefault).ToList() : found;
        if (candidates.Count == 0)
        {
            throw first!;
        }

        foreach (var other in candidates.Skip(1))
        {
            budget.SpendOn(Comparison.Cost(candidates[0].Value, other.Value), disjunction.Position);
            if (!Comparison.AreEqual(candidates[0].Value, other.Value))
            {
                throw new ExpressionException("More than one alternative of '|' has a value; mark the one to take with '*'.", disjunction.Position);
            }
        }

        return candidates[0].Value;
    }

    private ExpressionException Missing(string message, string name, IEnumerable<string> known, int position)
    {
        if (_quiet > 0)
        {
            return new(message, position) { IsMissingName = true };
        }

        var names = known.Take(1000).ToList();
        var hint = Nearest.Hint(name, names);
        return new(hint.Length > 0 || names.Count == 0 ? message + hint : $"{message} There are: {string.Join(", ", names.Take(10))}.", position) { IsMissingName = true };
    }

    private static ExpressionException NotKnown(int position) => new("The value is not known yet.", position) { IsMissingName = true };
}
