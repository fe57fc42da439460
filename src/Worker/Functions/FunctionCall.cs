using System.Text;
using Actors.Contracts.Workers;
using Actors.Worker.Commands;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Functions;

/// <summary>One call of a function by its protocol, whoever serves it.</summary>
internal static class FunctionCall
{
    // Longer than any job; a job with a time of its own ends before.
    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(7);
    private const int EnvelopeBytes = 64 * 1024;

    /// <summary>Starts the server, calls the function, and stops the server.</summary>
    /// <exception cref="JobFailure">It failed.</exception>
    public static async Task<JobOutcome> RunAsync(FunctionJob job, string relay, ServerAddress address, ProcessSpec server, JobContext context)
    {
        var call = Of(job, relay, context);
        var answer = await new ServerSession(address, server, context) { Farewell = FunctionProtocol.Farewell }.RunAsync((http, stop) => http.CallAsync(call, stop, cutsErrors: true));
        var (outputs, error) = answer.IsCut
            ? (null, FunctionAnswer.ReadCut(answer.Status, context.Log.Mask(answer.Body), call.MaxAnswerBytes))
            : FunctionAnswer.Read(answer.Status, answer.Body, job.MaxOutputBytes);
        foreach (var line in error?.Trace ?? [])
        {
            await context.Log.WriteAsync(Encoding.UTF8.GetBytes($"  {line}\n"), CancellationToken.None);
        }
        return error is null ? new JobOutcome(outputs!, []) : error.Outcome();
    }

    /// <summary>The call: all headers are there, also those that nothing is known for.</summary>
    internal static ServerCall Of(FunctionJob job, string relay, JobContext context)
    {
        var caller = job.Caller ?? new FunctionCaller();
        return new ServerCall
        {
            Method = "POST",
            Path = "/",
            Body = Encoding.UTF8.GetString(FunctionInput.Of(job)),
            Timeout = context.Job.Timeout ?? LongestCall,
            MaxAnswerBytes = job.MaxOutputBytes + EnvelopeBytes,
            Headers = new Dictionary<string, string>
            {
                ["Content-Type"] = "application/json",
                [FunctionProtocol.ActivityHeader] = caller.ActivityId,
                [FunctionProtocol.EnvironmentIdHeader] = caller.EnvironmentId,
                [FunctionProtocol.EnvironmentNameHeader] = caller.EnvironmentName,
                [FunctionProtocol.OrganizationHeader] = caller.OrganizationId,
                [FunctionProtocol.ProjectHeader] = caller.ProjectId,
                [FunctionProtocol.StateEndpointHeader] = relay + FunctionProtocol.StatePath,
                [FunctionProtocol.StateTokenHeader] = job.StateToken ?? "",
                [FunctionProtocol.EventSourceHeader] = caller.EventSource,
                [FunctionProtocol.EventSourceNameHeader] = caller.EventSourceName,
                [FunctionProtocol.EventTypeHeader] = caller.EventType,
                [FunctionProtocol.WorkflowTokenHeader] = job.LogToken ?? "",
                [FunctionProtocol.EngineHeader] = relay,
                [FunctionProtocol.UploadHeader] = FunctionProtocol.LogPath,
            },
        };
    }
}
