using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Session;

namespace Actors.Worker.Tofu;

/// <summary>Keeps plans with the controller, before they are applied, and fetches those that another job made.</summary>
internal static class TofuPlans
{
    /// <summary>Keeps a plan: the file that will be applied, its JSON and its text. What it changes becomes part of the job's result, however the job ends.</summary>
    /// <exception cref="JobFailure">It cannot be kept, so that it must not be applied.</exception>
    public static async Task KeepAsync(TofuRun run, string plan, BoundedText printed, JobContext context)
    {
        var json = context.Folders.PrivateFile(PlanFiles.Json);
        var path = Path.IsPathRooted(plan) ? plan : Path.Combine(context.Folders.Work, plan);
        if (await run.SaveAsync("show", ["-json", plan], json, PlanFiles.MaxJson))
        {
            await CountAsync(json, context);
        }
        else
        {
            await context.Log.LineAsync($"the JSON of the plan has more than {PlanFiles.MaxJson} bytes: it is not kept, and its changes are not counted", context.Control.Interrupt);
            File.Delete(json);
        }
        try
        {
            await UploadAsync(path, json, printed, context);
        }
        catch (NotThereException)
        {
            // The plan is at hand here; only a worker that comes later would need the kept one.
            await context.Log.LineAsync("the plan is not kept: the controller is older than this worker, and keeps none. Update the controllers first, then the agents", context.Control.Interrupt);
        }
    }

    private static async Task UploadAsync(string plan, string json, BoundedText printed, JobContext context)
    {
        try
        {
            await context.Controller.KeepPlanAsync(PlanFiles.Binary, plan, context.Control.Interrupt);
        }
        catch (TooLargeException)
        {
            throw new JobFailure(ReasonCode.LimitExceeded, $"The plan has {new FileInfo(plan).Length} bytes, and {PlanFiles.MaxBinary} can be kept: what is not kept is not applied. Make the module smaller, or split it.");
        }
        if (File.Exists(json))
        {
            await context.Controller.KeepPlanAsync(PlanFiles.Json, json, context.Control.Interrupt);
        }
        // What is masked may be longer than it was.
        var text = context.Folders.WritePrivate(PlanFiles.Text, BoundedText.Cut(Encoding.UTF8.GetBytes(context.Log.Mask(printed.ToString())), PlanFiles.MaxText));
        await context.Controller.KeepPlanAsync(PlanFiles.Text, text, context.Control.Interrupt);
    }

    // The numbers are for people: a plan that cannot be counted is applied nevertheless.
    private static async Task CountAsync(string json, JobContext context)
    {
        try
        {
            context.Facts.Plan = await PlanReader.ReadAsync(json, context.Control.Interrupt);
        }
        catch (InvalidDataException e)
        {
            await context.Log.LineAsync($"the changes of the plan are not counted: {e.Message}", context.Control.Interrupt);
        }
    }

    /// <summary>Fetches the plan that an activity of the run made.</summary>
    /// <param name="activity">Id of the activity.</param>
    /// <param name="travelled">The plan in the working directory, which hooks may have changed; null: there is none.</param>
    /// <param name="context">The job.</param>
    /// <returns>The file.</returns>
    /// <exception cref="JobFailure">It is not kept.</exception>
    public static async Task<string> FetchAsync(string activity, string? travelled, JobContext context)
    {
        var plan = context.Folders.PrivateFile(PlanFiles.Binary);
        try
        {
            await context.Controller.FetchPlanAsync(activity, plan, context.Control.Interrupt);
        }
        catch (NotThereException)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The plan of activity '{activity}' is not kept: 'actors retry ENV' plans again. A controller older than its workers keeps no plans: update the controller first.");
        }
        if (travelled is not null && File.Exists(travelled) && !await SameAsync(plan, travelled, context.Control.Interrupt))
        {
            await context.Log.LineAsync("the plan in the working directory was changed since it was made; it is applied as it was made", context.Control.Interrupt);
        }
        return plan;
    }

    private static async Task<bool> SameAsync(string left, string right, CancellationToken cancellationToken) =>
        await HashAsync(left, cancellationToken) == await HashAsync(right, cancellationToken);

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexString(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
