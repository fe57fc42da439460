using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Grains.Environments;

/// <summary>Plans runs of an environment from its documents.</summary>
/// <param name="key">Key of the environment.</param>
/// <param name="services">What it uses.</param>
/// <param name="record">What is stored of it.</param>
/// <param name="starting">Takes what the start of a queued run is stored with.</param>
internal sealed class EnvironmentPlanner(ActorKey key, EnvironmentServices services, Func<EnvironmentRecord> record, IDictionary<string, StartingRun> starting)
{
    /// <summary>Kind of a request; null: there is none of that name.</summary>
    public static RunKind? KindOf(string kind) => Enum.TryParse<RunKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;

    /// <summary>The answer to a kind that there is not.</summary>
    public static RunAnswer UnknownKind(string kind) => new() { Code = RunAnswerCode.Invalid, Message = $"'{kind}' is no kind of run: deploy, destroy, forceDestroy or plan." };

    /// <summary>Plans a run and stores the plan, before anybody hears of the run.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="environmentId">Identity of the environment.</param>
    /// <param name="run">Id of the run.</param>
    /// <param name="payload">What it was asked for with, as JSON; null: nothing.</param>
    /// <param name="isQueued">Whether the run waited: it may be planned more than once, and the first plan counts.</param>
    public async Task<PlanOutcome> PlanAsync(RunKind kind, string environmentId, string run, string? payload, bool isQueued = false)
    {
        try
        {
            return await PlanReadableAsync(kind, environmentId, run, payload, isQueued);
        }
        catch (DamagedException damaged)
        {
            return Refuse(RunAnswerCode.Conflict, $"Environment '{key.Segments[^1]}' cannot be {kind.Participle()}: {damaged.Message}", []);
        }
    }

    private async Task<PlanOutcome> PlanReadableAsync(RunKind kind, string environmentId, string run, string? payload, bool isQueued)
    {
        var (organisation, project, name) = (key.Segments[0], key.Segments[1], key.Segments[2]);
        if (await services.Documents.GetAsync(new(organisation, project, KindNames.Environment, name), CancellationToken.None) is not { } stored)
        {
            return Refuse(RunAnswerCode.NotFound, $"Project '{project}' has no environment '{name}'. Apply its document first.", []);
        }

        var environment = Read(stored);
        if (kind.TakesDown() && DestroyProtection.IsOn(environment))
        {
            return Refuse(RunAnswerCode.Conflict, DestroyProtection.Refusal(name), []);
        }

        var known = record();
        var result = RunPlanner.Plan(new()
        {
            RunKind = kind,
            Environment = environment,
            Catalog = await services.Catalog.LoadAsync(organisation, project, CancellationToken.None),
            Facts = new() { Organisation = organisation, Project = project, EnvironmentId = environmentId, EnvironmentName = name, RunId = run },
            Revision = stored.Revision,
            TriggerPayload = payload is null ? null : JsonNode.Parse(payload),
            Launch = known.Launched,
            Once = known.State.Once.Select(done => done.Id).ToHashSet(StringComparer.Ordinal),
        });
        if (result.Plan is not { } plan)
        {
            var findings = result.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.ToString()).ToList();
            return Refuse(RunAnswerCode.Invalid, $"Environment '{name}' cannot be {kind.Participle()} as its documents are now.", findings);
        }

        if (result.Unsupported.Count > 0)
        {
            return Refuse(RunAnswerCode.Invalid, $"Environment '{name}' asks for what is not supported yet.", result.Unsupported);
        }

        plan = isQueued ? plan with { Launch = JsonSerializer.SerializeToNode(result.Launch, StateJson.Options) } : plan;
        var place = key.Child(run).Value;
        await services.Runs.PutPlanAsync(place, plan.ToJson(), CancellationToken.None);
        if (isQueued)
        {
            plan = RunPlan.FromJson(await services.Runs.GetPlanAsync(place, CancellationToken.None) ?? throw new InvalidOperationException($"The plan of run {run} is not in the store."));
        }

        return new(plan, null, isQueued ? plan.Launch.Deserialize<Launch>(StateJson.Options) : result.Launch);
    }

    /// <summary>Plans a run whose turn it is.</summary>
    /// <returns>Its start, or why it cannot; null when it does not wait any more.</returns>
    public async Task<RunEvent?> StartAsync(string run)
    {
        if (record().State.Queue.Find(waiting => waiting.Run == run) is not { } queued)
        {
            return null;
        }

        using var span = RunSpans.Starting(key.Value, run, queued.Kind.ToString(), queued.Trace);
        var planned = await PlanAsync(queued.Kind, record().Id ?? Ulid.NewUlid().ToString(), run, queued.Payload, isQueued: true);
        if (planned.Refusal is { } refusal)
        {
            span.Fail(refusal.Code.ToString());
            return new RunEvent.Refused(run, ReasonCode.InvalidInput, string.Join(" ", [refusal.Message, .. refusal.Findings]));
        }

        var plan = planned.Plan!;
        starting[run] = new(plan.Facts.EnvironmentId, plan.StaticOutputs, planned.Launch);
        return new RunEvent.Start(run, plan.RunKind, null, EnvironmentPlanning.NodesOf(plan), span?.Id);
    }

    /// <summary>The answer to whoever wants to take the environment down or delete it while its document forbids that; null when it does not.</summary>
    public async Task<RunAnswer?> ProtectionAsync()
    {
        var segments = key.Segments;
        try
        {
            return await services.Documents.GetAsync(new(segments[0], segments[1], KindNames.Environment, segments[2]), CancellationToken.None) is { } stored && DestroyProtection.IsOn(Read(stored))
                ? new() { Code = RunAnswerCode.Conflict, Message = DestroyProtection.Refusal(segments[2]) }
                : null;
        }
        catch (DamagedException damaged)
        {
            return new() { Code = RunAnswerCode.Conflict, Message = $"Whether environment '{segments[2]}' is protected cannot be read: apply its document again first. {damaged.Message}" };
        }
    }

    private static ResourceDocument Read(StoredDocument stored) => ResourceDocument.FromJson(JsonNode.Parse(stored.Json)!.AsObject());

    private static PlanOutcome Refuse(RunAnswerCode code, string message, IReadOnlyList<string> findings) =>
        new(null, new() { Code = code, Message = message, Findings = findings });
}
