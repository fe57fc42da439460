using Actors.Templates.Kinds;

namespace Actors.Templates.Planning.Steps;

/// <summary>Rules that a step must keep by itself.</summary>
internal static class StepRules
{
    /// <summary>Whether a step can be planned; else findings say why not.</summary>
    public static bool Check(StepPlace place, string path, TaskSpec step, FindingList findings)
    {
        if (step.OnFailure?.Trim().ToUpperInvariant() is null or "" or "UNSPECIFIED" or "CONTINUE")
        {
            return true;
        }

        findings.Error(place.Document, $"{path}.onFailure", $"onFailure is 'continue' or 'unspecified', not '{step.OnFailure}'.");
        return false;
    }

    /// <summary>Whether the run goes on behind a step that failed.</summary>
    public static bool Continues(TaskSpec step) => "continue".Equals(step.OnFailure?.Trim(), StringComparison.OrdinalIgnoreCase);
}
