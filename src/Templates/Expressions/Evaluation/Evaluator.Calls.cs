using Actors.Templates.Expressions.BuiltIns;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <content>Functions and methods.</content>
internal sealed partial class Evaluator
{
    /// <summary>Calls a function with arguments by place.</summary>
    public object? Call(FunctionValue function, IReadOnlyList<object?> arguments, int position)
    {
        if (function.BuiltIn is { } builtIn)
        {
            return budget.Check(builtIn.Call(this, arguments, [], position), position);
        }

        var lambda = function.Lambda!;
        if (arguments.Count != lambda.Parameters.Count)
        {
            throw new ExpressionException($"The lambda takes {lambda.Parameters.Count} arguments, not {arguments.Count}.", position);
        }

        var locals = function.Locals;
        for (var i = 0; i < arguments.Count; i++)
        {
            locals = new(locals, lambda.Parameters[i], arguments[i]);
        }

        return Evaluate(lambda.Body, locals);
    }

    private object? Call(CallExpression call, Locals? locals)
    {
        if (call.Function is NameExpression name && !Locals.TryFind(locals, name.Name, out _) && rules.Functions.Find(name.Name) is { } function)
        {
            return Call(function, [], call, locals);
        }

        if (call.Function is MemberExpression member)
        {
            if (FunctionOf(member, locals) is { } ofModule)
            {
                return Call(ofModule, [], call, locals);
            }

            if (rules.Language == ExpressionLanguage.Starlark)
            {
                var target = Evaluate(member.Target, locals);
                return Call(rules.Methods.Get(target, member.Name, member.NamePosition), [target], call, locals);
            }
        }

        var value = Evaluate(call.Function, locals);
        if (value is not FunctionValue called)
        {
            throw new ExpressionException($"{Where(call.Function)} is {Values.KindOf(value)} and cannot be called.", call.Position);
        }

        if (called.BuiltIn is { } builtIn)
        {
            return Call(builtIn, [], call, locals);
        }

        var (plain, named) = Arguments([], call, locals);
        return named.Count == 0
            ? Call(called, plain, call.Position)
            : throw new ExpressionException("A lambda is called with arguments by place only.", call.Position);
    }

    private object? Call(BuiltIn function, List<object?> before, CallExpression call, Locals? locals)
    {
        var (plain, named) = Arguments(before, call, locals);
        return function.Call(this, plain, named, call.Position);
    }

    private (List<object?> Plain, List<KeyValuePair<string, object?>> Named) Arguments(List<object?> plain, CallExpression call, Locals? locals)
    {
        var named = new List<KeyValuePair<string, object?>>();
        foreach (var argument in call.Arguments)
        {
            var position = argument.Value.Position;
            var value = Evaluate(argument.Value, locals);
            switch (argument.Kind, value)
            {
                case (ArgumentKind.Plain, _):
                    plain.Add(value);
                    break;
                case (ArgumentKind.Named, _):
                    named.Add(new(argument.Name!, value));
                    break;
                case (ArgumentKind.List, ListValue list):
                    budget.Spend(list.Items.Count, position);
                    plain.AddRange(list.Items);
                    break;
                case (ArgumentKind.Object, MapValue map):
                    budget.Spend(map.Entries.Count, position);
                    named.AddRange(map.Entries);
                    break;
                default:
                    throw new ExpressionException($"{(argument.Kind == ArgumentKind.List ? "'*' wants a list" : "'**' wants an object")}, not {Values.KindOf(value)}.", position);
            }
        }

        return (plain, named);
    }

    // The function of a module, such as strings.Join, unless the module's name means something else here.
    private BuiltIn? FunctionOf(MemberExpression member, Locals? locals) =>
        member.Target is NameExpression module && !Locals.TryFind(locals, module.Name, out _) && !roots.ContainsKey(module.Name)
            ? rules.Functions.Find($"{module.Name}.{member.Name}")
            : null;
}
