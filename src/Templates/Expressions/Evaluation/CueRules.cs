using Actors.Templates.Expressions.BuiltIns;
using Actors.Templates.Expressions.Syntax;

namespace Actors.Templates.Expressions.Evaluation;

/// <summary>CUE: only booleans are true or false, values of different kinds cannot be compared, an object cannot have two values of one name.</summary>
internal sealed class CueRules : LanguageRules
{
    public static CueRules Instance { get; } = new();

    public override ExpressionLanguage Language => ExpressionLanguage.Cue;

    public override BuiltInTable Functions => CueTables.Functions;

    public override MethodTable Methods => MethodTable.None;

    public override bool IsTrue(object? value, int position) =>
        value as bool? ?? throw new ExpressionException($"A boolean is needed here, not {Values.KindOf(value)}: compare it, as in x != \"\".", position);

    public override IEnumerable<(object? Key, object? Value)> Each(object? value, int position) => value switch
    {
        ListValue list => list.Items.Select((item, i) => ((object?)(long)i, item)),
        MapValue map => map.Entries.Select(entry => ((object?)entry.Key, entry.Value)),
        _ => throw new ExpressionException($"A list or object is needed here, not {Values.KindOf(value)}.", position),
    };

    public override long Index(long index, int count, int position) =>
        index >= 0 ? index : throw new ExpressionException("CUE has no negative indexes; the last entry is x[len(x)-1].", position);

    public override object? Merge(object? old, object? added, string name, Budget budget, int position)
    {
        try
        {
            return Unification.Unify(old, added, budget, position);
        }
        catch (ExpressionException e) when (e.Position == position && !e.IsMissingName)
        {
            throw new ExpressionException($"The field '{name}' gets two values that are not the same.", position);
        }
    }

    protected override void CheckComparable(object? left, object? right, int position)
    {
        if (left is not null && right is not null && KindOf(left) != KindOf(right))
        {
            throw new ExpressionException($"{Values.KindOf(left)} and {Values.KindOf(right)} cannot be compared.", position);
        }
    }

    protected override object? ApplyOwn(Operator which, object? left, object? right, Budget budget, int position) => (which, left, right) switch
    {
        (Operator.Unify, _, _) => Unification.Unify(left, right, budget, position),
        (Operator.Match or Operator.NotMatch, string text, string pattern) => Patterns.IsMatch(text, pattern, budget, position) == (which == Operator.Match),
        (Operator.Div or Operator.Mod or Operator.Quo or Operator.Rem, long a, long b) => Arithmetic.Whole(which, a, b, position),
        _ => throw Refused(
            which switch
            {
                Operator.Match => "=~",
                Operator.NotMatch => "!~",
                Operator.Div => "div",
                Operator.Mod => "mod",
                Operator.Quo => "quo",
                _ => "rem",
            },
            left,
            right,
            position),
    };

    private static char KindOf(object value) => value switch
    {
        long or double or BigNumber => 'n',
        string => 't',
        bool => 'b',
        ListValue => 'l',
        MapValue => 'm',
        _ => '?',
    };
}
