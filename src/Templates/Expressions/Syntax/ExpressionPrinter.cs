using System.Text;

namespace Actors.Templates.Expressions.Syntax;

/// <summary>Writes an expression so that it reads back to the same one.</summary>
internal sealed partial class ExpressionPrinter(ExpressionLanguage language)
{
    private readonly StringBuilder _text = new();

    private bool IsCue => language == ExpressionLanguage.Cue;

    public static string Print(Expression expression, ExpressionLanguage language)
    {
        var printer = new ExpressionPrinter(language);
        printer.Write(expression);
        return printer._text.ToString();
    }

    private void Write(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                Literal(literal.Value);
                break;
            case NameExpression name:
                _text.Append(name.Name);
                break;
            case MemberExpression member:
                Target(member.Target);
                _text.Append('.');
                _text.Append(IsName(member.Name) ? member.Name : Quoted(member.Name));
                break;
            case IndexExpression index:
                Target(index.Target);
                Write("[", index.Index, "]");
                break;
            case SliceExpression slice:
                Target(slice.Target);
                Write("[", slice.Low, ":");
                Write("", slice.High, slice.Step is null ? "]" : ":");
                Write("", slice.Step, slice.Step is null ? "" : "]");
                break;
            case InterpolationExpression interpolation:
                Interpolation(interpolation);
                break;
            case UnaryExpression unary:
                Write($"({Before(unary.Operator)}", unary.Operand, ")");
                break;
            case BinaryExpression binary:
                Write("(", binary.Left, $" {OperatorText.Of(binary.Operator, language)} ");
                Write("", binary.Right, ")");
                break;
            case ConditionalExpression conditional:
                Write("(", conditional.Then, " if ");
                Write("", conditional.Condition, " else ");
                Write("", conditional.Else, ")");
                break;
            case ListExpression list:
                _text.Append(list.IsTuple ? '(' : '[');
                All(list.Items);
                _text.Append(list is { IsTuple: true, Items.Count: 1 } ? ",)" : list.IsTuple ? ")" : "]");
                break;
            case BlockExpression block:
                _text.Append('{');
                All(block.Entries);
                _text.Append('}');
                break;
            case FieldExpression field:
                var isComputed = IsCue && field.Key is not (LiteralExpression or InterpolationExpression);
                Write(isComputed ? "(" : "", field.Key, isComputed ? "): " : ": ");
                Write(field.Value);
                break;
            case ComprehensionExpression comprehension:
                Comprehension(comprehension);
                break;
            case DisjunctionExpression disjunction:
                _text.Append('(');
                for (var i = 0; i < disjunction.Alternatives.Count; i++)
                {
                    Write((i == 0 ? "" : " | ") + (disjunction.Alternatives[i].IsDefault ? "*" : ""), disjunction.Alternatives[i].Value, "");
                }

                _text.Append(')');
                break;
            case LambdaExpression lambda:
                Write($"(lambda {string.Join(", ", lambda.Parameters)}: ", lambda.Body, ")");
                break;
            case CallExpression call:
                Call(call);
                break;
            default:
                Clause(expression);
                break;
        }
    }

    private void Clause(Expression clause)
    {
        switch (clause)
        {
            case LetExpression let:
                Write($"let {let.Name} = ", let.Value, "");
                break;
            case IfClause condition:
                Write("if ", condition.Condition, "");
                break;
            case ForClause each:
                Write($"for {(each.Key is null ? "" : $"{each.Key}, ")}{each.Target} in ", each.Values, "");
                break;
            default:
                throw new InvalidOperationException($"A {clause.GetType().Name} cannot be written.");
        }
    }

    private void Comprehension(ComprehensionExpression comprehension)
    {
        // A comprehension of Starlark's objects has a block of one field as its body.
        if (!IsCue)
        {
            Write(comprehension.Body is BlockExpression { Entries: [FieldExpression field] } ? field : comprehension.Body);
        }

        for (var i = 0; i < comprehension.Clauses.Count; i++)
        {
            Write(IsCue && i == 0 ? "" : " ", comprehension.Clauses[i], "");
        }

        if (IsCue)
        {
            Write(" ", comprehension.Body, "");
        }
    }

    private void Call(CallExpression call)
    {
        Target(call.Function);
        _text.Append('(');
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var argument = call.Arguments[i];
            var mark = argument.Kind switch
            {
                ArgumentKind.Named => $"{argument.Name}=",
                ArgumentKind.List => "*",
                ArgumentKind.Object => "**",
                _ => "",
            };
            Write((i == 0 ? "" : ", ") + mark, argument.Value, "");
        }

        _text.Append(')');
    }

    private void All(IReadOnlyList<Expression> expressions)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            Write(i == 0 ? "" : ", ", expressions[i], "");
        }
    }

    private void Write(string before, Expression? expression, string after)
    {
        _text.Append(before);
        if (expression is not null)
        {
            Write(expression);
        }

        _text.Append(after);
    }

    private void Target(Expression target)
    {
        var isNumber = target is LiteralExpression { Value: long or double };
        Write(isNumber ? "(" : "", target, isNumber ? ")" : "");
    }

    private string Before(Operator which) => which switch
    {
        Operator.Not => IsCue ? "!" : "not ",
        Operator.Subtract => "-",
        Operator.Add => "+",
        _ => "~",
    };
}
