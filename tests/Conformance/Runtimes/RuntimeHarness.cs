using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes;

/// <summary>What the kit needs of an engine: runtimes whose worker program is a shell script, and a look behind the runtime's back.</summary>
public abstract class RuntimeHarness : IAsyncDisposable
{
    public const string Installation = "01TESTINSTALLATION";
    public const string Agent = "default/default/kit";
    /// <summary>Image of the workers, with a shell and the usual tools; engines without images ignore it.</summary>
    public const string Image = "actors-kit:busybox";

    /// <summary>Whether others may run something on the engine at the same time.</summary>
    public virtual bool Shared => false;

    /// <summary>Gets the engine ready; skips when there is none.</summary>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new runtime on the same engine, as after a restart of the agent. Workers run the script; it may use <c>$ACTORS_WORKDIR</c>.</summary>
    public abstract IWorkerRuntime Create(string script, string installation = Installation, string agent = Agent);

    /// <summary>A runtime whose worker program cannot be executed.</summary>
    public abstract IWorkerRuntime CreateBroken();

    /// <summary>A runtime that never pulls an image.</summary>
    public virtual IWorkerRuntime CreateNeverPulling() => throw new NotSupportedException();

    /// <summary>A runtime whose workers' containers are asked for with something that the engine cannot give.</summary>
    public virtual IWorkerRuntime CreateMisconfigured() => throw new NotSupportedException();

    /// <summary>A runtime whose workers have a service account that does not exist.</summary>
    public virtual IWorkerRuntime CreateWithoutAccount() => throw new NotSupportedException();

    /// <summary>A runtime whose workers no node takes, and that waits a short time only.</summary>
    public virtual IWorkerRuntime CreateUnplaceable() => throw new NotSupportedException();

    /// <summary>A runtime whose workers the engine soon evicts.</summary>
    public virtual IWorkerRuntime CreateEvicted() => throw new NotSupportedException();

    /// <summary>A runtime whose workers run on a node that <see cref="LoseNodeAsync"/> loses.</summary>
    public virtual Task<IWorkerRuntime> CreateOnDoomedNodeAsync() => throw new NotSupportedException();

    /// <summary>The node of the worker is not heard of any more.</summary>
    public virtual Task LoseNodeAsync(AttemptId attempt) => throw new NotSupportedException();

    /// <summary>Removes the worker behind the runtime's back.</summary>
    public abstract Task DeleteAsync(AttemptId attempt);

    /// <summary>Kills the worker's program behind the runtime's back, with SIGKILL.</summary>
    public abstract Task KillAsync(AttemptId attempt);

    /// <summary>Whether anything of the worker is left on the engine: processes, files, groups.</summary>
    public abstract bool IsAnythingLeft(AttemptId attempt, string installation = Installation, string agent = Agent);

    /// <summary>A file that scripts of all workers may write to, on a path that they see.</summary>
    public abstract string SharedFile(string name);

    /// <summary>A spec of a new activity.</summary>
    public static WorkerSpec Spec(string installation = Installation, string agent = Agent, TimeSpan? deadline = null, WorkerSize? size = null) => new()
    {
        Installation = installation,
        Agent = agent,
        Attempt = new($"default/default/kit/{Guid.NewGuid():N}/task", 1),
        Kind = WorkerKind.Function,
        Image = Image,
        Size = size ?? new(500, 64L << 20),
        WorkerUrl = "http://127.0.0.1:9",
        Ticket = "at.secret-ticket",
        Deadline = deadline,
        Display = "kit",
    };

    public abstract ValueTask DisposeAsync();
}
