using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Functions.Relay;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>Runs a function, in the way of its language.</summary>
internal sealed class FunctionExecutor(FunctionJob job) : IJobExecutor
{
    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        await using var relay = FunctionRelay.Start(context.Controller, context.Control, new RelayTokens(job), context.Time);
        return await (job.Language.ToUpperInvariant() switch
        {
            "BASH" => new BashFunction(job, relay.Address).RunAsync(context),
            "PYTHON" => new PythonFunction(job, relay.Address).RunAsync(context),
            "IMAGE" => new ImageFunction(job, relay.Address).RunAsync(context),
            _ => throw new JobFailure(ReasonCode.InvalidInput,
                $"A function in '{job.Language}' cannot be run from its source: write it in bash or python, or build an image of it and name that."),
        });
    }
}
