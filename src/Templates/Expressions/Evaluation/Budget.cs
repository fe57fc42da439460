namespace Actors.Templates.Expressions.Evaluation;

/// <summary>Counts the steps of evaluating one text.</summary>
/// <param name="together">The steps that the text shares with others; null: with none.</param>
internal sealed class Budget(ExpressionBudget? together = null)
{
    private const int CharactersPerStep = 16;
    private long _left = ExpressionLimits.MaxSteps;

    /// <summary>Takes steps.</summary>
    /// <exception cref="ExpressionException">There are not so many left.</exception>
    public void Spend(long steps, int position)
    {
        together?.Spend(steps, position);
        _left -= steps;
        if (_left < 0)
        {
            _left = 0;
            throw new ExpressionException($"Evaluating takes more than {ExpressionLimits.MaxSteps} steps.", position);
        }
    }

    /// <summary>Takes the steps that making or reading something of a size costs.</summary>
    public void SpendOn(long size, int position) => Spend(1 + (size / CharactersPerStep), position);

    /// <summary>Takes the steps of looking for one text in another, at worst.</summary>
    public void SpendOnSearch(string text, string part, int position) =>
        Spend(1 + (text.Length / CharactersPerStep) + ((long)Math.Max(0, text.Length - part.Length) * part.Length / 256), position);

    /// <summary>Refuses what would become too large before it is made.</summary>
    public void CheckSize(long size, int position)
    {
        Spend(1, position);
        if (size > ExpressionLimits.MaxSize)
        {
            throw new ExpressionException($"The value becomes larger than {ExpressionLimits.MaxSize} characters (an entry counts {Values.EntrySize}).", position);
        }
    }

    /// <summary>Accepts a value that was made.</summary>
    public object? Check(object? value, int position)
    {
        if (value is string or ISized)
        {
            CheckSize(Values.SizeOf(value), position);
            if (Values.DepthOf(value) > ExpressionLimits.MaxValueDepth)
            {
                throw new ExpressionException($"The value is nested deeper than {ExpressionLimits.MaxValueDepth} levels.", position);
            }
        }

        return value;
    }
}
