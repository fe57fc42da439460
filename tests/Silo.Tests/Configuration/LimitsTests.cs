using System.Globalization;
using Actors.Contracts.Workers;
using Actors.Grains.Hosting;
using Actors.Runtimes.Docker;
using Actors.Runtimes.Kubernetes;
using Actors.Scheduling;
using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Workers;
using Actors.Storage;
using Actors.Templates.Planning;

namespace Actors.Silo.Tests.Configuration;

/// <summary>docs/limits.md says what the code does.</summary>
public sealed class LimitsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "limits.md"));
    private static readonly SchedulingOptions Scheduling = SchedulingOptions.Default;
    private static readonly ControllerOptions Controller = new();
    private static readonly SqliteStorageOptions Storage = new();

    public static TheoryData<string, string> Rows => new()
    {
        { "checkout", $"{Time(PlanDefaults.GitSeconds)} | {PlanDefaults.GitAttempts}" },
        { "OpenTofu, terraform", $"{Time(PlanDefaults.OpenTofuSeconds)} | 1" },
        { "function", $"{Time(PlanDefaults.FunctionSeconds)} | 1" },
        { "container", $"{Time(PlanDefaults.ContainerSeconds)} | 1" },
        { "HTTP call", $"{Time(PlanDefaults.HttpSeconds)} | 1" },
        { "an agent does not poll: its session ends, what has not begun goes to another agent", Time(Controller.Lease) },
        { "a worker is not heard: its attempt is lost", Time(Controller.Silence) },
        { "the same while OpenTofu applies or destroys", Time(Controller.ApplySilence) },
        { "a worker has not called since its attempt was leased", Time(Scheduling.StartTimeout) },
        { "a pod waits for its node or image", Time(new KubernetesRuntimeOptions().PendingLimit) },
        { "an image is pulled", Time(new DockerRuntimeOptions().PullTimeout) },
        { "further attempts after losses of agents, nodes and workers", $"{Scheduling.MaxInfrastructureRetries}" },
        { "further attempts after a worker was asked to end by an agent that leaves", $"{Scheduling.MaxInterruptions}" },
        { "between SIGTERM and SIGKILL of a job's processes", Time(new WorkerJob().Grace) },
        { "the same for the server of a function that has answered", Time(FunctionProtocol.Farewell) },
        { "the same for OpenTofu, which writes its state then", Time(OpenTofuJob.Grace) },
        { "from the controller's cancel until the agent stops the worker", Time(Scheduling.StopSlack) },
        { "activities of a run", $"{PlanDefaults.MaxActivities}" },
        { "runs that wait in an environment", $"{Scheduling.MaxQueued}" },
        { "log of an attempt; it ends with a mark that says so", Size(Storage.LogBytes) },
        { "artifact, such as a working directory or a volume's content", Size(new ActorsOptions().MaxArtifactBytes) },
        { "state of OpenTofu", Size(Storage.TofuStateBytes) },
        { "plan of OpenTofu; the activity fails with a larger one", Size(PlanFiles.MaxBinary) },
        { "JSON of a plan; a larger one is not kept", Size(PlanFiles.MaxJson) },
        { "text of a plan; the end says that it was cut", Size(PlanFiles.MaxText) },
        { "versions of an OpenTofu state", $"{Storage.TofuStateVersions} newer ones" },
        { "result of a worker, with its outputs", Size(WorkerProtocol.MaxResult) },
        { "value in a function's state store", Size(Storage.FunctionStateBytes) },
        { "keys in a function's state store, for each organisation, project and environment", $"{Storage.FunctionStateKeys} |" },
        { "sets of packages of functions, for each project", $"{Storage.PackageSets} |" },
        { "a set of packages of functions", $"no function has used it for {Storage.PackageRetention.TotalDays} d" },
        { "state of an actor, such as an environment with its current run; plan of a run, run in the archive", $"{Size(Storage.StateBytes)} each" },
        { "call of a function to its state store", Size(FunctionProtocol.MaxStateBody) },
        { "calls of a function to state store and log at a time; others wait", $"{FunctionProtocol.MaxCalls} |" },
        { "piece of log that a function uploads", Size(FunctionProtocol.MaxLogBody) },
        { "request to the API", Size(KestrelSetup.MaxBody) },
        { "document", Size(Storage.DocumentBytes) },
        { "runs with their activities, logs and [plans of OpenTofu](opentofu.md)", $"{Controller.KeepRuns} newer ones" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Table_EveryRow_SaysWhatTheCodeDoes(string what, string value) => Assert.Contains($"\n| {what} | {value}", Page, StringComparison.Ordinal);

    [Fact]
    public void Text_ItsNumbers_AreThoseOfTheCode()
    {
        Assert.Contains($"up to {PlanDefaults.MaxSeconds / 86400} d and {PlanDefaults.MaxAttempts} attempts", Page, StringComparison.Ordinal);
        Assert.Contains($"a pause of {Time(Scheduling.BackOff)}, which doubles with each further one up to {Time(Scheduling.MaxBackOff)}", Page, StringComparison.Ordinal);
        Assert.Contains($"is after {Time(PlanDefaults.PollingRepeatSeconds)} (`pollingConfig.repeat`), for {Time(PlanDefaults.PollingUntilSeconds)} in all", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_EveryRowWithANumber_IsCompared()
    {
        var rows = Page.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1].Trim())
            .Except(["activity", "what", "system resource", "artifacts of a run: working directories", "a function's state, kept volumes, states of OpenTofu", "a worker does not hear the controller: it asks its job to end, and kills it after a sixth more"]);

        Assert.Equal(rows.Order(StringComparer.Ordinal), Rows.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
    }

    private static string Time(int seconds) => Time(TimeSpan.FromSeconds(seconds));

    private static string Time(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{time.TotalHours.ToString(CultureInfo.InvariantCulture)} h" : time.TotalMinutes >= 1 ? $"{time.TotalMinutes.ToString(CultureInfo.InvariantCulture)} min" : $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s";

    private static string Size(long bytes) => bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Actors.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
