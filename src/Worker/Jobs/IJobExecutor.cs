namespace Actors.Worker.Jobs;

/// <summary>Does one kind of job.</summary>
internal interface IJobExecutor
{
    /// <summary>Does it.</summary>
    /// <exception cref="JobFailure">It failed.</exception>
    Task<JobOutcome> RunAsync(JobContext context);
}
