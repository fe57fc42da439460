using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Jobs;

/// <summary>Plans jobs: of workflow handlers, and of the options of hooks.</summary>
internal sealed class JobPlanner(PlanContext context)
{
    /// <summary>The job of a step; null with findings when there is none.</summary>
    public JobPlan? OfStep(StepPlace place, string name, string path, TaskSpec step)
    {
        var site = new JobSite(place.Resource, name, place.Artifact);
        var (document, options) = (place.Document, step.Options);
        var type = step.Type?.Trim().ToUpperInvariant() ?? "";
        switch (type)
        {
            case var _ when HandlerChoice.IsMeant(step):
                return HandlerLookup.OfStep(place.Noun, document, path, step, context.Catalog, context.Findings) is { } handler ? OfHandler(handler, site) : null;
            case "CONTAINER" when options?.Container is { } container:
                return new ContainerJobs(context).OfOptions(site, document, $"{path}.options.container", container);
            case "HTTP" when options?.Http is { } http:
                return new HttpJobs(context).OfOptions(site, document, $"{path}.options.http", http);
            case "SCRIPT" when options?.Script is { } script:
                return new FunctionJobs(context).OfScript(site, document, $"{path}.options.script", script);
            case "APPROVAL":
                return new(ActivityKind.Approval, new ApprovalPlan { Settings = options?.Approval?.DeepClone() }, PlanDefaults.ApprovalSeconds);
            case "NOTIFICATION":
                return new(ActivityKind.Notification, new NotificationPlan { Settings = options?.Notification?.DeepClone() }, PlanDefaults.HttpSeconds);
            case "CONTAINER" or "HTTP" or "SCRIPT":
                context.Findings.Error(document, $"{path}.options", $"A {place.Noun} of type '{step.Type}' needs options.{type.ToLowerInvariant()}.");
                return null;
            default:
                context.Findings.Error(document, $"{path}.type", KnownWords.Unknown<TaskSpec>(nameof(TaskSpec.Type), step.Type));
                return null;
        }
    }

    /// <summary>The job of a workflow handler; null with findings when there is none.</summary>
    public JobPlan? OfHandler(HandlerLookup handler, JobSite site)
    {
        var config = handler.Config;
        var job = config.Type?.Trim().ToUpperInvariant() switch
        {
            "FUNCTION" => new FunctionJobs(context).OfHandler(site, handler),
            "CONTAINER" => new ContainerJobs(context).OfHandler(site, handler),
            "HTTP" => new HttpJobs(context).OfHandler(site, handler),
            _ => Unknown(handler),
        };
        return job is null ? null : job with
        {
            Timeout = ($"{handler.Path}.timeoutSeconds", config.TimeoutSeconds),
            MaxAttempts = context.Attempts(handler.Document, $"{handler.Path}.maxRetryCount", config.MaxRetryCount, 1),
            Polling = Polling(handler, job.Kind),
            SuccessWhen = job.SuccessWhen ?? SuccessRule.Of(context, job.Kind, handler.Document, $"{handler.Path}.successCondition", config.SuccessCondition),
        };
    }

    private JobPlan? Unknown(HandlerLookup handler)
    {
        context.Findings.Error(handler.Document, $"{handler.Path}.type", string.IsNullOrWhiteSpace(handler.Config.Type)
            ? "The workflow handler names no type: container, http or function."
            : KnownWords.Unknown<HandlerConfig>(nameof(HandlerConfig.Type), handler.Config.Type));
        return null;
    }

    private PlannedPolling? Polling(HandlerLookup handler, ActivityKind kind) => handler.Config.PollingConfig is not { } polling && kind != ActivityKind.Function ? null : new()
    {
        RepeatSeconds = Seconds(handler, "repeat", handler.Config.PollingConfig?.Repeat, PlanDefaults.PollingRepeatSeconds),
        UntilSeconds = Seconds(handler, "until", handler.Config.PollingConfig?.Until, PlanDefaults.PollingUntilSeconds),
    };

    private int Seconds(HandlerLookup handler, string field, string? text, int fallback)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return fallback;
        }

        if (DurationText.Read(text) is { TotalSeconds: >= 1 and <= PlanDefaults.MaxSeconds } duration)
        {
            return (int)duration.TotalSeconds;
        }

        context.Findings.Error(handler.Document, $"{handler.Path}.pollingConfig.{field}", $"'{text}' is no duration from 1s to 7d, such as 15s, 10m, 1h30m or 2d.");
        return fallback;
    }
}
