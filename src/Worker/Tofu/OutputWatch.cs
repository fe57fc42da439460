using System.Text;

namespace Actors.Worker.Tofu;

/// <summary>Reads along with the tool's output: its summary line, and whether a lock stopped it.</summary>
internal sealed class OutputWatch
{
    private const int MaxLine = 4096;
    private readonly StringBuilder _line = new();

    /// <summary>The last line that sums up a plan or an apply, or null.</summary>
    public string? Summary { get; private set; }

    /// <summary>The state's lock could not be had.</summary>
    public bool Locked { get; private set; }

    /// <summary>The plan was not applied, as the state is another than the one that it was made from.</summary>
    public bool Stale { get; private set; }

    /// <summary>Takes output.</summary>
    public void Look(ReadOnlySpan<byte> bytes)
    {
        foreach (var character in Encoding.UTF8.GetString(bytes))
        {
            if (character == '\n')
            {
                EndLine(_line.ToString().Trim());
                _line.Clear();
            }
            else if (_line.Length < MaxLine)
            {
                _line.Append(character);
            }
        }
    }

    private void EndLine(string line)
    {
        if (line.StartsWith("Plan: ", StringComparison.Ordinal) || line.StartsWith("Apply complete!", StringComparison.Ordinal) || line.StartsWith("Destroy complete!", StringComparison.Ordinal))
        {
            Summary = line;
        }
        Stale |= line.Contains("Saved plan is stale", StringComparison.Ordinal) || line.Contains("Saved plan does not match the given state", StringComparison.Ordinal);
        Locked |= line.Contains("Error acquiring the state lock", StringComparison.Ordinal) || line.Contains("Error locking state", StringComparison.Ordinal);
    }
}
