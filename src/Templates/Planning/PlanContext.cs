using Actors.Templates.Expressions;
using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>What is at hand while a plan is made.</summary>
internal sealed class PlanContext(PlanRequest request, EnvironmentModel model, FindingList findings)
{
    // By resource and handler: hooks share what their resource has, and checks look at what jobs get.
    private readonly Dictionary<(string? Resource, string? Handler), IReadOnlyList<MergedInput>> _merged = [];
    private readonly Dictionary<(string? Resource, string? Handler), JobInputs> _inputs = [];

    public PlanRequest Request { get; } = request;

    public EnvironmentModel Model { get; } = model;

    public FindingList Findings { get; } = findings;

    public Catalog Catalog => Request.Catalog;

    public bool IsDestroy => Request.RunKind.TakesDown();

    /// <summary>Whether OpenTofu's plans are made and nothing else: no hook, no task, nothing that changes anything.</summary>
    public bool PlansOnly { get; init; } = request.RunKind == RunKind.Plan;

    /// <summary>Whether one document is looked at by itself: values and payloads that others bring are not there.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Whether a reference reads what only the payload of a run will say.</summary>
    public bool IsOpen(Reference reference) => (Request.IsPayloadOpen || IsAlone) && reference.NameAt(0) == "trigger" && reference.NameAt(1) is (null or "payload");

    /// <summary>Whether an index within a reference can be computed once the payload of a run is known.</summary>
    public bool IsIndexOpen(Reference reference) =>
        (Request.IsPayloadOpen || IsAlone) && reference.OpenRoots.Contains("trigger") && reference.OpenRoots.All(root => root is "environment" or "trigger");

    /// <summary>What the run comes from.</summary>
    public RunTrigger Trigger => Request.Trigger ?? new(TriggerSource.Environment, Request.Facts.EnvironmentName);

    /// <summary>What the action or schedule that the run comes from brings with it, above all other levels.</summary>
    public IReadOnlyList<InputLevel> TriggerLevels { get; init; } = [];

    public AgentChoice Agents { get; } = new(request.Catalog, findings, request.Environment, model);

    /// <summary>The inputs of a job of a resource.</summary>
    /// <param name="resource">The resource; null: the environment.</param>
    /// <param name="handler">The handler of a task or hook, whose inputs are the lowest level; null: none.</param>
    public JobInputs Inputs(PlannedResource? resource, HandlerLookup? handler)
    {
        var key = KeyOf(resource, handler);
        return _inputs.TryGetValue(key, out var found) ? found : _inputs[key] = new InputMerger(ValueFindings).Inputs(Merge(resource, handler));
    }

    // What was launched once can be taken down, whatever has come to be said of its values.
    private FindingList ValueFindings => IsAlone ? new() : DeployFindings;

    /// <summary>For what only keeps from deploying: what is there can be taken down nevertheless.</summary>
    public FindingList DeployFindings => IsDestroy && !IsAlone ? Findings.Lenient : Findings;

    /// <summary>The same with all of their definitions.</summary>
    public IReadOnlyList<MergedInput> Merge(PlannedResource? resource, HandlerLookup? handler)
    {
        var key = KeyOf(resource, handler);
        return _merged.TryGetValue(key, out var found) ? found : _merged[key] = Merged(resource, handler);
    }

    // A handler without inputs adds nothing.
    private static (string? Resource, string? Handler) KeyOf(PlannedResource? resource, HandlerLookup? handler) =>
        (resource?.Name, handler is { Inputs.Count: > 0 } ? $"{handler.Document.Subject} {handler.Path}" : null);

    private IReadOnlyList<MergedInput> Merged(PlannedResource? resource, HandlerLookup? handler)
    {
        List<InputLevel> levels =
        [
            .. handler is null ? [] : InputLevel.OfContexts(true, handler.Document, handler.InputsPath, handler.Inputs, Catalog, isOwn: true, ValueFindings),
            .. resource is null ? [] : InputLevel.OfContexts(true, resource.Document, "spec.contexts", resource.Template!.Contexts, Catalog, isOwn: true, ValueFindings),
            .. resource is null ? [] : new[] { InputLevel.OfVariables(true, resource.Document, "spec.variables", resource.Template!.Variables, isOwn: true) },
            .. SharedLevels,
            .. TriggerLevels,
        ];
        return new InputMerger(ValueFindings).Merge(levels, resource?.Name);
    }

    /// <summary>The handler of a step; null when it has none, or one that is not there: that is found when the step is planned.</summary>
    public HandlerLookup? Handler(ResourceDocument document, string path, TaskSpec step) =>
        HandlerChoice.IsMeant(step) && HandlerChoice.OfStep(step) is var (field, reference) ? Handler(document, ($"{path}.{field}", reference)) : null;

    /// <summary>The handler that a field names; null as above.</summary>
    public HandlerLookup? Handler(ResourceDocument document, (string Field, HandlerRef Handler)? reference) =>
        reference is var (field, handler) ? HandlerLookup.Of(document, field, handler, Catalog, new FindingList()) : null;

    /// <summary>Every handler of a document: of tasks and hooks, of its actions and schedules, of its checkout and its provider.</summary>
    public IEnumerable<HandlerLookup> AllHandlers(ResourceDocument document) =>
        StepWalk.Handlers(document.Spec).Select(each => Handler(document, each)).OfType<HandlerLookup>();

    /// <summary>The levels above those of the resources, from the lowest precedence to the highest.</summary>
    public IReadOnlyList<InputLevel> SharedLevels => field ??=
    [
        .. InputLevel.OfContexts(false, Model.Template, "spec.contexts", Model.Spec.Contexts, Catalog, findings: ValueFindings),
        InputLevel.OfVariables(false, Model.Template, "spec.variables", Model.Spec.Variables),
        .. InputLevel.OfSettings(Catalog),
        InputLevel.OfEnvironment(Request.Environment, Request.Environment.SpecAs<EnvironmentSpec>(), Model.Spec.AllowNewInputsDuringPublish == true),
    ];

    /// <summary>Warns about a choice of fewer than two agents, where it was made; who has none at all is told once for each resource.</summary>
    public void CheckAgents(AgentSelection chosen)
    {
        if (chosen.Document is { } document && chosen.Sources.Count > 0)
        {
            AgentRules.Check(document, chosen.Path, chosen.Names, Findings);
        }
    }

    /// <summary>Says that something is wrong where an activity or a value comes from.</summary>
    /// <param name="origin">Subject and path, as <see cref="Origin"/> splits them.</param>
    /// <param name="message">What is wrong.</param>
    public void Report(string origin, string message)
    {
        var (subject, path) = Origin.Split(origin);
        Findings.Error(Document(subject) ?? Request.Environment, path, message);
    }

    /// <summary>The name of a value where it is written, which selectors may make another one than the job's.</summary>
    public string NameOf(PlannedValue value)
    {
        var (subject, path) = Origin.Split(value.Origin);
        return Document(subject) is { } document && DefinitionWalk.Of(document).FirstOrDefault(each => each.ValuePath == path) is { } written ? written.Name : value.Name;
    }

    /// <summary>What is said of a number of retries that is out of bounds.</summary>
    public static string WrongRetries => $"The number of retries must be between 0 and {PlanDefaults.MaxAttempts - 1}.";

    private ResourceDocument? Document(string subject) =>
        Model.Resources.Select(each => each.Document).Concat(Catalog.Documents).Prepend(Model.Template).Prepend(Request.Environment).FirstOrDefault(document => document.Subject == subject);

    /// <summary>Says that something known is not supported yet: no run can have it, a document may.</summary>
    public void Unsupported(ResourceDocument document, string path, string message)
    {
        if (IsAlone)
        {
            Findings.Warn(document, path, message);
        }
        else
        {
            Findings.Error(document, path, message);
        }
    }

    /// <summary>Time limits, from the first of the given durations that is set.</summary>
    public ActivityTimeouts Timeouts(ResourceDocument document, int fallback, params ReadOnlySpan<(string Path, int? Seconds)> given)
    {
        foreach (var (path, seconds) in given)
        {
            if (seconds is null or 0)
            {
                continue;
            }

            if (seconds is < 0 or > PlanDefaults.MaxSeconds)
            {
                Findings.Error(document, path, $"The time limit must be between 1 and {PlanDefaults.MaxSeconds} seconds.");
            }

            return new() { StartToCloseSeconds = seconds.Value };
        }

        return new() { StartToCloseSeconds = fallback };
    }

    /// <summary>Checks the name of an image.</summary>
    public void CheckImage(ResourceDocument document, string path, string image)
    {
        if (ImageRule.Problem(image) is { } problem)
        {
            DeployFindings.Error(document, path, problem);
        }
    }

    /// <summary>Attempts in all for a number of retries.</summary>
    public int Attempts(ResourceDocument document, string path, int? retries, int fallback)
    {
        if (retries is null)
        {
            return fallback;
        }

        if (retries is < 0 or >= PlanDefaults.MaxAttempts)
        {
            Findings.Error(document, path, WrongRetries);
            return fallback;
        }

        return retries.Value + 1;
    }
}
