namespace Actors.Templates.Expressions;

/// <summary>Counts the steps of many texts together, so that many expensive ones cost no more than a few. Not thread-safe.</summary>
public sealed class ExpressionBudget
{
    private long _left = ExpressionLimits.MaxStepsTogether;

    /// <summary>Whether nothing is left.</summary>
    public bool IsSpent => _left <= 0;

    /// <summary>Takes steps.</summary>
    /// <exception cref="ExpressionException">There are not so many left.</exception>
    internal void Spend(long steps, int position)
    {
        _left = Math.Max(0, _left - steps);
        if (_left == 0)
        {
            throw new ExpressionException($"Evaluating all expressions together takes more than {ExpressionLimits.MaxStepsTogether} steps.", position);
        }
    }
}
