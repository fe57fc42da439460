namespace Actors.Contracts.Workers;

/// <summary>Facts of the worker protocol (<c>/workers/v1</c>). All calls but the session carry <c>Authorization: Bearer TOKEN</c>.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>POST /workers/v1/session</c>: <see cref="SessionRequest"/> → <see cref="SessionResponse"/>; 409 when the attempt is over (end at once, exit code <see cref="ExitRefused"/>).</item>
/// <item><c>POST /workers/v1/heartbeat</c>: no body → <see cref="HeartbeatResponse"/>.</item>
/// <item><c>POST /workers/v1/log?offset=N</c>: raw UTF-8 bytes (masked already), at most <see cref="MaxLogChunk"/> → <see cref="LogResponse"/>. The offset makes it repeatable.</item>
/// <item><c>PUT /workers/v1/artifacts/{name}</c>: raw bytes; <c>GET /workers/v1/artifacts/{activityId}/{name}</c>: raw bytes of an artifact of the same run, of an activity that the job names.</item>
/// <item><c>PUT|GET /workers/v1/volumes/{name}</c>: raw bytes that are kept of a volume of the job (<see cref="JobVolume"/>), across runs; 404: nothing yet.</item>
/// <item><c>GET|PUT /workers/v1/packages/{platform}</c>: raw bytes of the <see cref="PackageSet"/> of a function's job, across the runs of its project; 404: nobody has put them yet. What is there stays as it is.</item>
/// <item><c>GET /workers/v1/workdirs/{activityId}/job.tar.zst</c>: the working directory of an activity that the job's expressions read, by the token that they give
/// (<c>Authorization: Bearer</c> or <c>X-Workflow-Token</c>); 409: the activity that the token belongs to is over.</item>
/// <item><c>PUT /workers/v1/plans/{name}</c>: raw bytes of one of the <see cref="PlanFiles"/> of an OpenTofu job; <c>GET /workers/v1/plans/{activityId}</c>: the plan of <see cref="OpenTofuJob.PlanOf"/>.</item>
/// <item><c>POST /workers/v1/result</c>: <see cref="WorkerResult"/> → 200 accepted; 409 not yours any more.</item>
/// <item><c>GET|POST|DELETE|LOCK|UNLOCK /workers/v1/state</c>: Terraform's HTTP backend protocol for the state of the job's own resource; basic authentication, user <c>worker</c>, password <see cref="OpenTofuJob.StatePassword"/>.</item>
/// <item><c>POST /workers/v1/function/log</c>, <c>GET|PUT|DELETE /workers/v1/function/state</c>: what a function calls, with tokens of its own; see <see cref="FunctionProtocol"/>.</item>
/// </list>
/// 401: the token is not valid. 409: the attempt is over or superseded: stop. 413: too large. 5xx and no answer: try again.
/// </remarks>
public static class WorkerProtocol
{
    /// <summary>The version that this build speaks.</summary>
    public const int Version = 1;
    /// <summary>Header of a call that says what trace it belongs to (W3C), as <see cref="SessionResponse.TraceParent"/> said.</summary>
    public const string TraceParent = "traceparent";
    /// <summary>Path of the plans of OpenTofu that are kept.</summary>
    public const string Plans = "plans";
    /// <summary>Path of what is kept of volumes.</summary>
    public const string Volumes = "volumes";
    /// <summary>Path of the packages of functions.</summary>
    public const string Packages = "packages";
    /// <summary>Path of working directories that expressions read.</summary>
    public const string WorkDirs = "workdirs";
    /// <summary>Largest chunk of log in one call, in bytes.</summary>
    public const int MaxLogChunk = 256 * 1024;
    /// <summary>Largest result, in bytes of JSON.</summary>
    public const int MaxResult = 1024 * 1024;
    /// <summary>Exit code of a worker whose attempt is not its own any more.</summary>
    public const int ExitRefused = 3;
    /// <summary>Exit code of a worker that fenced itself: the controller was not heard in time.</summary>
    public const int ExitFenced = 4;
    /// <summary>Exit code of a worker whose job failed, after its result was accepted.</summary>
    public const int ExitFailed = 1;
    /// <summary>Exit code of a worker that was cancelled or asked to end (SIGTERM), after its result was accepted.</summary>
    public const int ExitCancelled = 5;
}
