using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <content>Paths, with indexes that are computed.</content>
internal sealed partial class ReferenceCollector
{
    private void Path(Expression expression, ReferenceScope scope)
    {
        var parts = new Stack<Expression>();
        var root = expression;
        while (root is MemberExpression or IndexExpression)
        {
            parts.Push(root);
            root = root is MemberExpression member ? member.Target : ((IndexExpression)root).Target;
        }

        foreach (var index in parts.OfType<IndexExpression>().Where(index => index.Index is not LiteralExpression))
        {
            Visit(index.Index, scope);
        }

        if (root is not NameExpression name)
        {
            Visit(root, scope);
        }
        else if (!Locals.TryFind(scope.Names, name.Name, out _) && !IsBuiltIn(name, parts))
        {
            Add(name, parts, scope);
        }
    }

    private void Add(NameExpression root, IEnumerable<Expression> parts, ReferenceScope scope)
    {
        List<List<ReferenceStep>> paths = [[new(root.Name, null, root.Position)]];
        var openAt = 0;
        foreach (var part in parts)
        {
            var steps = part is MemberExpression member ? [new(member.Name, null, member.NamePosition)] : Steps(((IndexExpression)part).Index, scope);
            if (steps is null || paths.Count * Math.Max(1, steps.Count) > MaxRounds)
            {
                openAt = ((IndexExpression)part).Index.Position;
                break;
            }

            paths = [.. paths.SelectMany(path => steps.Select(step => new List<ReferenceStep>([.. path, step])))];
        }

        _references.AddRange(paths.Select(path => new Reference(path, root.Position) { OpenAt = openAt, IsConditional = scope.IsConditional }));
        if (_references.Count > MaxReferences)
        {
            throw new ExpressionException($"The expression reads more than {MaxReferences} different things.", root.Position);
        }
    }

    // The names or numbers that an index may be; null when they cannot be known.
    private List<ReferenceStep>? Steps(Expression index, ReferenceScope scope)
    {
        var steps = new HashSet<ReferenceStep>();
        foreach (var round in scope.Rounds)
        {
            var value = Value(index, round);
            if (value is not (string or long))
            {
                return null;
            }

            steps.Add(new(value as string, value as long?, index.Position));
        }

        return [.. steps];
    }
}
