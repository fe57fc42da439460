using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Artifacts;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Tofu;

/// <summary>Runs OpenTofu, or terraform from 0.13 on: init, plan, apply, output; or init, plan of a destroy, apply.</summary>
internal sealed class TofuExecutor(OpenTofuJob job) : IJobExecutor
{
    /// <summary>Least time between SIGINT and SIGKILL: the tool waits for its providers and saves the state.</summary>
    public static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(60);

    /// <summary>Where the plan travels in the working directory.</summary>
    private const string PlanFile = ".actors/plan";

    private const int NothingToDo = 0;
    private const int Changes = 2;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        // What was never applied needs no tool to be destroyed.
        if (job is { Destroy: true, SystemBackend: true, StatePassword: { } password } && await context.Controller.IsWithoutStateAsync(password, context.Control.Interrupt))
        {
            return new JobOutcome([], [], "Nothing to destroy: the resource has no OpenTofu state.");
        }
        var environment = TofuFiles.Environment(context);
        if (job.SystemBackend)
        {
            TofuFiles.UseSystemBackend(job, context.Controller.StateAddress, context.Folders, environment);
        }
        var run = new TofuRun(context, await TofuTool.FindAsync(job.Release, context), environment);
        await SayVersionAsync(run, context);
        await run.RequireAsync("init", InitArguments(context));
        var (message, outputs) = job.Phases.Count == 0 ? await WholeAsync(run, context) : await PhasesAsync(run, context);
        return new JobOutcome(outputs, [], message);
    }

    private async Task<(string? Message, JsonObject Outputs)> WholeAsync(TofuRun run, JobContext context)
    {
        var plan = context.Folders.PrivateFile("plan");
        var hasChanges = await PlanAsync(run, plan, context);
        // Old terraform finds "no changes" in a plan that changes outputs only; to apply an empty plan does no harm.
        if (hasChanges || !job.Destroy)
        {
            await ApplyAsync(run, plan);
        }
        return (hasChanges ? run.Summary : "No changes.", job.Destroy ? [] : await OutputsAsync(run));
    }

    private async Task<(string? Message, JsonObject Outputs)> PhasesAsync(TofuRun run, JobContext context)
    {
        string? message = null;
        if (job.Phases.Contains("plan"))
        {
            var folder = Path.GetDirectoryName(PlanFile)!;
            Directory.CreateDirectory(Path.Combine(context.Folders.Work, folder));
            folder = SafePath.Resolve(context.Folders.Work, folder) ?? throw new JobFailure(ReasonCode.InvalidInput, $"'{folder}' leaves the working directory through a link.");
            var plan = Path.Combine(folder, Path.GetFileName(PlanFile));
            File.Delete(plan);
            message = await PlanAsync(run, plan, context) ? run.Summary ?? "Only outputs change." : "No changes.";
        }
        if (job.Phases.Contains(job.Destroy ? "destroy" : "apply"))
        {
            var plan = SafePath.Resolve(context.Folders.Work, PlanFile);
            if (job.PlanOf is { } planned && !job.Phases.Contains("plan"))
            {
                plan = await TofuPlans.FetchAsync(planned, plan, context);
            }
            else if (plan is null || !File.Exists(plan))
            {
                throw new JobFailure(ReasonCode.InvalidInput, $"The working directory has no plan ({PlanFile}): the phase plan leaves it there.");
            }
            await ApplyAsync(run, plan, job.PlanOf);
            message = run.Summary ?? message;
        }
        return (message, job.Phases.Contains("output") ? await OutputsAsync(run) : []);
    }

    private async Task<bool> PlanAsync(TofuRun run, string plan, JobContext context)
    {
        using var printed = new BoundedText(PlanFiles.MaxText);
        var changes = await run.RunAsync("plan", PlanArguments(plan, context), printed);
        if (changes.Signal != 0 || changes.Code is not (NothingToDo or Changes))
        {
            throw run.Failed("plan", changes);
        }
        await TofuPlans.KeepAsync(run, plan, printed, context);
        return changes.Code == Changes;
    }

    private async Task ApplyAsync(TofuRun run, string plan, string? plannedBy = null)
    {
        var exit = await run.RunAsync("apply", ["-input=false", "-no-color", .. LockArguments(), plan]);
        if (!exit.Succeeded)
        {
            // Another attempt would apply the same plan: only whoever retries the run has it planned again.
            throw run.Stale && plannedBy is not null
                ? new JobFailure(ReasonCode.TofuFailed, $"The plan of activity '{plannedBy}' is stale: the state has changed since it was made, be it that an earlier attempt applied some of it. 'actors retry ENV' plans again.", exit.ShellCode)
                : run.Failed("apply", exit);
        }
    }

    private static async Task<JsonObject> OutputsAsync(TofuRun run)
    {
        var text = await run.CaptureAsync("output", ["-json", "-no-color"], WorkerProtocol.MaxResult);
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new JobFailure(ReasonCode.TofuFailed, "The outputs are no JSON object.");
        }
        catch (JsonException e)
        {
            throw new JobFailure(ReasonCode.TofuFailed, $"The outputs are no JSON: line {e.LineNumber + 1}.");
        }
    }

    private async Task SayVersionAsync(TofuRun run, JobContext context)
    {
        if (job.Version is not { Length: > 0 } wanted)
        {
            return;
        }
        var first = (await run.CaptureAsync("version", [], 64 * 1024)).Split('\n')[0].Trim();
        if (!first.EndsWith($"v{wanted.TrimStart('v')}", StringComparison.Ordinal))
        {
            await context.Log.LineAsync($"the template asks for version {wanted}; at hand is {first}, which is used", context.Control.Interrupt);
        }
    }

    private List<string> InitArguments(JobContext context)
    {
        var arguments = new List<string> { "-input=false", "-no-color" };
        arguments.AddRange(TofuFiles.BackendConfigs(job, context.Folders));
        arguments.AddRange(job.PluginDirs.Select(x => $"-plugin-dir={x}"));
        return arguments;
    }

    private List<string> PlanArguments(string plan, JobContext context)
    {
        var arguments = new List<string> { "-input=false", "-no-color", "-detailed-exitcode", $"-out={plan}" };
        if (job.Destroy)
        {
            arguments.Add("-destroy");
        }
        if (job.Refresh is { } refresh)
        {
            arguments.Add($"-refresh={Flag(refresh)}");
        }
        arguments.AddRange(LockArguments());
        arguments.AddRange(job.Targets.Select(x => $"-target={x}"));
        arguments.AddRange(job.VarFiles.Select(x => $"-var-file={SafePath.Resolve(context.Folders.Work, x) ?? throw new JobFailure(ReasonCode.InvalidInput, $"The varFile '{x}' is no file of the working directory.")}"));
        arguments.AddRange(TofuFiles.Variables(job, context.Folders));
        return arguments;
    }

    private IEnumerable<string> LockArguments()
    {
        if (job.Lock is { } locked)
        {
            yield return $"-lock={Flag(locked)}";
        }
        if (job.LockTimeout is { } timeout)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"-lock-timeout={(long)timeout.TotalSeconds}s");
        }
    }

    private static string Flag(bool value) => value ? "true" : "false";
}
