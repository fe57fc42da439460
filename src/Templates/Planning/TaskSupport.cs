using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Says clearly which parts of a task are not built yet.</summary>
internal static class TaskSupport
{
    /// <summary>Whether a task can be planned; else findings say why not.</summary>
    public static bool Check(ResourceDocument document, string path, TaskSpec task, FindingList findings)
    {
        var ok = true;
        var type = task.Type?.Trim().ToUpperInvariant() ?? "";
        if (type is not ("" or "WORKFLOWHANDLER" or "DRIVER"))
        {
            Refuse($"{path}.type", $"Tasks of type '{task.Type}' are not supported yet; use a workflowHandler of type function.");
        }

        if (task.ExecuteOnce == true)
        {
            Refuse($"{path}.executeOnce", "executeOnce is not supported yet.");
        }

        if (!string.IsNullOrWhiteSpace(task.SkipConfig?.Condition))
        {
            Refuse($"{path}.skipConfig.condition", "Conditions are not supported yet; skipOnDestroy is.");
        }

        if (task.OnFailure?.Trim().ToUpperInvariant() is not (null or "" or "UNSPECIFIED" or "CONTINUE"))
        {
            Refuse($"{path}.onFailure", $"onFailure is 'continue' or 'unspecified', not '{task.OnFailure}'.");
        }

        return ok;

        void Refuse(string field, string message)
        {
            findings.Error(document, field, message);
            ok = false;
        }
    }

    /// <summary>The function of a handler, or null with a finding when it cannot be run.</summary>
    public static FunctionConfig? Function(HandlerLookup handler, bool hasArtifact, FindingList findings)
    {
        var config = handler.Config;
        var function = config.Function ?? new();
        var before = findings.Findings.Count;
        if (!"function".Equals(config.Type?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            findings.Error(handler.Document, $"{handler.Path}.type", $"Workflow handlers of type '{config.Type}' are not supported yet; function is.");
            return null;
        }

        if (!"bash".Equals(function.Language?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            findings.Error(
                handler.Document, $"{handler.Path}.function.language", $"Functions in '{function.Language}' are not supported yet; bash is.");
        }

        if (!string.IsNullOrWhiteSpace(function.Image))
        {
            findings.Error(handler.Document, $"{handler.Path}.function.image", "Function images are not supported yet; give the source.");
        }

        if (!string.IsNullOrWhiteSpace(config.SuccessCondition))
        {
            findings.Error(handler.Document, $"{handler.Path}.successCondition", "Success conditions are not supported yet.");
        }

        if (string.IsNullOrWhiteSpace(function.Source) && !hasArtifact)
        {
            findings.Error(
                handler.Document,
                $"{handler.Path}.function.source",
                "The function has no source: give it inline, or give the resource template repositoryOptions with a handler.sh in its directory.");
        }

        return findings.Findings.Count == before ? function : null;
    }
}
