using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <content>Lists, objects and comprehensions.</content>
internal sealed partial class Evaluator
{
    private List<object?> Items(IReadOnlyList<Expression> expressions, Locals? locals)
    {
        var items = new List<object?>();
        foreach (var expression in expressions)
        {
            if (expression is not ComprehensionExpression comprehension)
            {
                Add(Evaluate(expression, locals), expression.Position);
                continue;
            }

            foreach (var inner in Rounds(comprehension.Clauses, 0, locals))
            {
                Add(Evaluate(comprehension.Body, inner), comprehension.Body.Position);
            }
        }

        return items;

        void Add(object? item, int position)
        {
            items.Add(item);
            budget.CheckSize((long)items.Count * Values.EntrySize, position);
        }
    }

    // The names that are bound in each round of a comprehension.
    private IEnumerable<Locals?> Rounds(IReadOnlyList<Expression> clauses, int index, Locals? locals)
    {
        if (index == clauses.Count)
        {
            yield return locals;
            yield break;
        }

        switch (clauses[index])
        {
            case IfClause condition:
                if (!rules.IsTrue(Evaluate(condition.Condition, locals), condition.Condition.Position))
                {
                    yield break;
                }

                break;
            case LetExpression let:
                locals = new(locals, let.Name, Evaluate(let.Value, locals));
                break;
            case ForClause each:
                foreach (var (key, value) in rules.Each(Evaluate(each.Values, locals), each.Values.Position))
                {
                    budget.Spend(1, each.Position);
                    var inner = Bind(each.Target, value, each.Key is null ? locals : new(locals, each.Key, key));
                    foreach (var round in Rounds(clauses, index + 1, inner))
                    {
                        yield return round;
                    }
                }

                yield break;
            default:
                break;
        }

        foreach (var round in Rounds(clauses, index + 1, locals))
        {
            yield return round;
        }
    }

    /// <summary>Binds the names of a pattern.</summary>
    public Locals? Bind(Pattern pattern, object? value, Locals? locals)
    {
        if (pattern.Name is not null)
        {
            return new(locals, pattern.Name, value);
        }

        if (value is not ListValue list || list.Items.Count != pattern.Parts.Count)
        {
            var found = value is ListValue other ? $"a list of {other.Items.Count}" : Values.KindOf(value);
            throw new ExpressionException($"{pattern.Parts.Count} values are needed for {pattern.Parts.Count} names, not {found}.", pattern.Position);
        }

        for (var i = 0; i < pattern.Parts.Count; i++)
        {
            budget.Spend(1, pattern.Position);
            locals = Bind(pattern.Parts[i], list.Items[i], locals);
        }

        return locals;
    }

    private object? Block(BlockExpression block, Locals? locals)
    {
        var entries = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        var embedded = false;
        object? whole = null;
        foreach (var entry in block.Entries)
        {
            switch (entry)
            {
                case LetExpression let:
                    locals = new(locals, let.Name, Evaluate(let.Value, locals));
                    break;
                case FieldExpression field:
                    Put(entries, KeyOf(field, locals), Evaluate(field.Value, locals), field.Position);
                    break;
                case ComprehensionExpression comprehension:
                    foreach (var inner in Rounds(comprehension.Clauses, 0, locals))
                    {
                        Embed(Evaluate(comprehension.Body, inner), comprehension.Position);
                    }

                    break;
                default:
                    Embed(Evaluate(entry, locals), entry.Position);
                    break;
            }
        }

        if (embedded)
        {
            return entries.Count == 0 ? whole : throw new ExpressionException("A block has either fields or one other value.", block.Position);
        }

        return new MapValue(entries);

        void Embed(object? value, int position)
        {
            if (value is MapValue map)
            {
                foreach (var (name, each) in map.Entries)
                {
                    Put(entries, name, each, position);
                }

                return;
            }

            whole = embedded ? Unification.Unify(whole, value, budget, position) : value;
            embedded = true;
        }
    }

    private void Put(OrderedDictionary<string, object?> entries, string name, object? value, int position)
    {
        budget.Spend(1, position);
        entries[name] = entries.TryGetValue(name, out var old) ? rules.Merge(old, value, name, budget, position) : value;
        budget.CheckSize((long)entries.Count * Values.EntrySize, position);
    }

    private string KeyOf(FieldExpression field, Locals? locals) => Evaluate(field.Key, locals) as string
        ?? throw new ExpressionException("The names of an object are texts: write str(x), in CUE \"\\(x)\".", field.Key.Position);
}
