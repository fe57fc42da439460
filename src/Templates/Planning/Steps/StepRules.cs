using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Steps;

/// <summary>Rules that a step must keep by itself.</summary>
internal static class StepRules
{
    /// <summary>Whether a step can be planned; else findings say why not.</summary>
    public static bool Check(StepPlace place, string path, TaskSpec step, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(step.OnFailure) || KnownWords.Has<TaskSpec>(nameof(TaskSpec.OnFailure), step.OnFailure))
        {
            return true;
        }

        findings.Error(place.Document, $"{path}.onFailure", KnownWords.Unknown<TaskSpec>(nameof(TaskSpec.OnFailure), step.OnFailure));
        return false;
    }

    /// <summary>Whether the run goes on behind a step that failed.</summary>
    public static bool Continues(TaskSpec step) => "continue".Equals(step.OnFailure?.Trim(), StringComparison.OrdinalIgnoreCase);
}
