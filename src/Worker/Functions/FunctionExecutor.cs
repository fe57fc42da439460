using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Functions;

/// <summary>Runs a function, in the way of its language.</summary>
internal sealed class FunctionExecutor(FunctionJob job) : IJobExecutor
{
    /// <inheritdoc/>
    public Task<JobOutcome> RunAsync(JobContext context) => job.Language.ToUpperInvariant() switch
    {
        "BASH" => new BashFunction(job).RunAsync(context),
        "PYTHON" => new PythonFunction(job).RunAsync(context),
        "IMAGE" => new ImageFunction(job).RunAsync(context),
        _ => throw new JobFailure(ReasonCode.InvalidInput,
            $"A function in '{job.Language}' cannot be run from its source: write it in bash or python, or build an image of it and name that."),
    };
}
