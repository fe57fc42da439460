using System.Text.Json.Nodes;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <content>Parts of objects, lists and texts.</content>
internal sealed partial class Evaluator
{
    private object? Member(MemberExpression member, object? target)
    {
        switch (target)
        {
            case JsonObject map:
                return map.TryGetPropertyValue(member.Name, out var node)
                    ? node
                    : throw Missing($"{Where(member.Target)} has no '{member.Name}'.", member.Name, map.Select(entry => entry.Key), member.NamePosition);
            case MapValue map:
                return map.Entries.TryGetValue(member.Name, out var value)
                    ? value
                    : throw Missing($"{Where(member.Target)} has no '{member.Name}'.", member.Name, map.Entries.Keys, member.NamePosition);
            default:
                throw NothingIn(member.Target, target, member.NamePosition);
        }
    }

    private object? Index(IndexExpression index, object? target, Locals? locals)
    {
        var position = index.Index.Position;
        var key = Evaluate(index.Index, locals);
        if (target is not JsonObject)
        {
            // Also what is only referred to may be indexed from its end.
            target = target is JsonArray list ? list : Force(target, index.Target.Position);
        }

        switch (target, key)
        {
            case (JsonObject or MapValue, string name):
                var found = target is JsonObject map ? map.TryGetPropertyValue(name, out var node) ? (true, node) : (false, null)
                    : ((MapValue)target).Entries.TryGetValue(name, out var value) ? (true, value) : (false, (object?)null);
                return found.Item1 ? found.Item2 : throw NoName(index, name, target);
            case (JsonArray list, long number):
                return list[At(index, number, list.Count)];
            case (ListValue list, long number):
                return list.Items[At(index, number, list.Items.Count)];
            case (string text, long number) when rules.Language == ExpressionLanguage.Starlark:
                budget.SpendOn(text.Length, position);
                var at = At(index, number, TextUnits.Length(text));
                return TextUnits.Slice(text, at, at + 1);
            default:
                throw NothingIn(index.Target, target, position);
        }
    }

    private object? Slice(SliceExpression slice, Locals? locals)
    {
        var target = Evaluate(slice.Target, locals);
        var isText = target is string && rules.Language == ExpressionLanguage.Starlark;
        if (target is not ListValue && !isText)
        {
            throw new ExpressionException($"A range can be taken of a list{(isText ? " or text" : "")}, not of {Values.KindOf(target)}.", slice.Position);
        }

        budget.SpendOn(Values.SizeOf(target), slice.Position);
        var count = target is ListValue whole ? whole.Items.Count : TextUnits.Length((string)target!);
        var step = Bound(slice.Step, locals) ?? 1;
        if (step == 0)
        {
            throw new ExpressionException("The step of a range cannot be 0.", slice.Step!.Position);
        }

        var (low, high) = (Bound(slice.Low, locals), Bound(slice.High, locals));
        var begin = low is { } from ? Clamp(from, count, step < 0, slice.Low!.Position) : step > 0 ? 0 : count - 1;
        var end = high is { } to ? Clamp(to, count, step < 0, slice.High!.Position) : step > 0 ? count : -1;
        if (step == 1 && target is string text)
        {
            return TextUnits.Slice(text, (int)begin, (int)end);
        }

        var items = target is ListValue list ? list.Items : TextUnits.Each((string)target!).ToList<object?>();
        var taken = new List<object?>();
        for (var i = begin; step > 0 ? i < end : i > end; i += step)
        {
            budget.Spend(1, slice.Position);
            taken.Add(items[(int)i]);
        }

        return target is ListValue { IsTuple: var isTuple } ? new ListValue(taken, isTuple) : string.Concat(taken);
    }

    private long? Bound(Expression? bound, Locals? locals) => bound is null ? null : Evaluate(bound, locals) switch
    {
        null => null,
        long number => Math.Clamp(number, int.MinValue, int.MaxValue),
        var other => throw new ExpressionException($"A whole number is needed here, not {Values.KindOf(other)}.", bound.Position),
    };

    private long Clamp(long index, int count, bool isBackwards, int position)
    {
        var at = rules.Index(index, count, position);
        return isBackwards ? Math.Clamp(at, -1, count - 1) : Math.Clamp(at, 0, count);
    }

    private int At(IndexExpression index, long number, int count)
    {
        var at = rules.Index(number, count, index.Index.Position);
        return at >= 0 && at < count
            ? (int)at
            : throw new ExpressionException($"{Where(index.Target)} has {count} entries, so there is no index {number}.", index.Index.Position) { IsMissingName = true };
    }

    // A name that was computed may be a secret, and is not shown.
    private ExpressionException NoName(IndexExpression index, string name, object target) => index.Index is LiteralExpression
        ? Missing($"{Where(index.Target)} has no '{name}'.", name, target is JsonObject map ? map.Select(entry => entry.Key) : ((MapValue)target).Entries.Keys, index.Index.Position)
        : new($"{Where(index.Target)} has no entry of that name.", index.Index.Position) { IsMissingName = true };

    private static ExpressionException NothingIn(Expression target, object? value, int position)
    {
        var kind = value switch
        {
            JsonObject or MapValue => "an object, which is indexed by names",
            JsonArray or ListValue => "a list, which is indexed by whole numbers",
            null => "null, which has nothing in it",
            FunctionValue => "a function, which has nothing in it",
            _ when ReferenceEquals(value, Locals.Unknown) => throw NotKnown(position),
            _ => "a single value, which has nothing in it",
        };
        return new($"{Where(target)} is {kind}.", position) { IsMissingName = true };
    }

    // Paths are shown as they are written, everything else is not.
    private static string Where(Expression target) => Reference.PathOf(target) is { } path ? $"'{path}'" : "The value before it";
}
