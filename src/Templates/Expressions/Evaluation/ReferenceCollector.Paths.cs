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

        var roots = new Dictionary<Expression, HashSet<string>>(ReferenceEqualityComparer.Instance);
        foreach (var index in parts.OfType<IndexExpression>().Where(index => index.Index is not LiteralExpression))
        {
            roots[index] = Read(index.Index, scope);
        }

        if (root is not NameExpression name)
        {
            Visit(root, scope);
        }
        else if (Locals.TryFind(scope.Names, name.Name, out _))
        {
            // A name of which nothing is known counts as a root of its own.
            _read.UnionWith(scope.Roots.GetValueOrDefault(name.Name, [name.Name]));
        }
        else if (!IsBuiltIn(name, parts))
        {
            _read.Add(name.Name);
            Add(name, parts, roots, scope);
        }
    }

    private void Add(NameExpression root, IEnumerable<Expression> parts, Dictionary<Expression, HashSet<string>> roots, ReferenceScope scope)
    {
        List<List<ReferenceStep>> paths = [[new(root.Name, null, root.Position)]];
        var openAt = 0;
        IReadOnlyCollection<string> openRoots = [];
        foreach (var part in parts)
        {
            var steps = part is MemberExpression member ? [new(member.Name, null, member.NamePosition)] : Steps(((IndexExpression)part).Index, scope);
            if (steps is null || paths.Count * Math.Max(1, steps.Count) > MaxRounds)
            {
                openAt = ((IndexExpression)part).Index.Position;
                openRoots = roots.GetValueOrDefault(part, []);
                break;
            }

            paths = [.. paths.SelectMany(path => steps.Select(step => new List<ReferenceStep>([.. path, step])))];
        }

        _references.AddRange(paths.Select(path => new Reference(path, root.Position) { OpenAt = openAt, OpenRoots = openRoots, IsConditional = scope.IsConditional }));
        if (_references.Count > MaxReferences)
        {
            throw new ExpressionException($"The expression reads more than {MaxReferences} different things.", root.Position);
        }
    }

    // Visits an expression; gives the roots that it reads.
    private HashSet<string> Read(Expression expression, ReferenceScope scope)
    {
        var outer = _read;
        _read = new(StringComparer.Ordinal);
        Visit(expression, scope);
        var roots = _read;
        _read = outer;
        _read.UnionWith(roots);
        return roots;
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
