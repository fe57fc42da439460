using Actors.Templates.Expressions.Evaluation;
using Actors.Templates.Reading;

namespace Actors.Templates.Expressions.Syntax;

/// <summary>Checks, as soon as an expression is read, that the functions and methods that it calls exist.</summary>
internal sealed class NameCheck(LanguageRules rules)
{
    /// <summary>Walks over an expression.</summary>
    /// <exception cref="ExpressionException">A function or method does not exist.</exception>
    public void Check(Expression expression, Locals? bound)
    {
        switch (expression)
        {
            case CallExpression call:
                CheckCalled(call.Function, bound);
                CheckAll(call.Arguments.Select(argument => argument.Value), bound);
                break;
            case MemberExpression { Target: NameExpression module } member when IsModule(module, bound):
                CheckFunction($"{module.Name}.{member.Name}", module.Position);
                break;
            case ComprehensionExpression comprehension:
                Check(comprehension.Body, comprehension.Clauses.Aggregate(bound, Bind));
                break;
            case LambdaExpression lambda:
                Check(lambda.Body, Bound(bound, lambda.Parameters));
                break;
            case BlockExpression block:
                _ = block.Entries.Aggregate(bound, (names, entry) =>
                {
                    if (entry is LetExpression)
                    {
                        return Bind(names, entry);
                    }

                    Check(entry, names);
                    return names;
                });
                break;
            default:
                CheckAll(expression.Children, bound);
                break;
        }
    }

    private Locals? Bind(Locals? bound, Expression clause)
    {
        CheckAll(clause.Children, bound);
        return clause switch
        {
            ForClause each => Bound(bound, each.Key is null ? each.Target.Names : each.Target.Names.Append(each.Key)),
            LetExpression let => Bound(bound, [let.Name]),
            _ => bound,
        };
    }

    private static Locals? Bound(Locals? bound, IEnumerable<string> names) => names.Aggregate(bound, (outer, name) => new(outer, name, Locals.Unknown));

    private void CheckAll(IEnumerable<Expression> expressions, Locals? bound)
    {
        foreach (var expression in expressions)
        {
            Check(expression, bound);
        }
    }

    private void CheckCalled(Expression called, Locals? bound)
    {
        switch (called)
        {
            case NameExpression name when !Locals.TryFind(bound, name.Name, out _):
                CheckFunction(name.Name, name.Position);
                break;
            case MemberExpression { Target: NameExpression module } member when IsModule(module, bound):
                CheckFunction($"{module.Name}.{member.Name}", module.Position);
                break;
            case MemberExpression member when rules.Language == ExpressionLanguage.Starlark:
                rules.Methods.CheckName(member.Name, member.NamePosition);
                Check(member.Target, bound);
                break;
            case MemberExpression member:
                var hint = member.Target is NameExpression target ? Nearest.Hint(target.Name, rules.Functions.Modules) : "";
                throw new ExpressionException(
                    $"CUE has no methods, and no package of that name.{hint} It has {string.Join(", ", rules.Functions.Modules.Order(StringComparer.Ordinal))}.", member.Position);
            default:
                Check(called, bound);
                break;
        }
    }

    private bool IsModule(NameExpression name, Locals? bound) => rules.Functions.HasModule(name.Name) && !Locals.TryFind(bound, name.Name, out _);

    private void CheckFunction(string name, int position)
    {
        if (rules.Functions.Find(name) is null)
        {
            throw rules.Functions.Unknown(name, position);
        }
    }
}
