using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Queues;
using Actors.Grains.Security;
using Actors.Grains.Tests.Agents;
using Actors.Templates.Reading;

namespace Actors.Grains.Tests.Hosting;

/// <summary>A project with its documents, its environment <c>env</c> and its agent <c>one</c>.</summary>
public sealed class TestProject
{
    private const string Organisation = "default";

    public TestProject(ControllerPlaneFixture plane)
    {
        Plane = plane;
        Name = plane.TakeProject();
        EnvironmentKey = ActorKey.Of(Organisation, Name, TestDocuments.Environment);
        Agent = new(this, "one");
    }

    public ControllerPlaneFixture Plane { get; }

    public string Name { get; }

    public ActorKey EnvironmentKey { get; }

    /// <summary>The agent <c>one</c>.</summary>
    public TestAgent Agent { get; }

    public IEnvironmentGrain Environment => Plane.Grains.GetGrain<IEnvironmentGrain>(EnvironmentKey.Value);

    public WorkerTokens Tokens => new(Plane.Installation);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<TestProject> CreateAsync(ControllerPlaneFixture plane, params IEnumerable<string> yamls)
    {
        var project = new TestProject(plane);
        await project.PutAsync(yamls);
        return project;
    }

    public async Task PutAsync(params IEnumerable<string> yamls)
    {
        foreach (var yaml in yamls)
        {
            var read = DocumentReader.Read(yaml, "test.yaml");
            var document = read.HasErrors ? throw new DocumentException(read.Findings) : Assert.Single(read.Documents);
            var key = new DocumentKey(Organisation, Name, document.Kind, document.Name, document.Version);
            Assert.NotNull(await Plane.Service<IDocumentStore>().PutAsync(key, document.ToJson().ToJsonString(), null, Cancelled));
        }
    }

    public string AgentKey(string agent) => ActorKey.Of(Organisation, Name, agent).Value;

    public IAgentQueueGrain Queue(string agent = "one") => Plane.Grains.GetGrain<IAgentQueueGrain>(AgentKey(agent));

    public IActivityGrain Activity(string run, string id) => Plane.Grains.GetGrain<IActivityGrain>(ActivityKey(run, id));

    public string ActivityKey(string run, string id) => EnvironmentKey.Child(run).Child(id).Value;

    public Task<RunAnswer> TryStartAsync(string kind = "deploy", string? key = null) => Environment.StartRunAsync(new(kind, key, "test"));

    public async Task<string> StartAsync(string kind = "deploy")
    {
        var answer = await TryStartAsync(kind);
        Assert.True(answer.Code == RunAnswerCode.Accepted, $"{answer.Message} {string.Join(" ", answer.Findings)}");
        return answer.Run!;
    }

    /// <summary>Waits until the environment is in a state, and all that its run left is cleared away when it succeeded.</summary>
    public async Task<EnvironmentSnapshot> ReachAsync(string state)
    {
        await Eventually.TrueAsync(async () => (await Environment.GetState()).State == state, $"environment {state}");
        return await Environment.GetState();
    }

    public Task ReachArchiveAsync(string run) => Eventually.TrueAsync(
        async () => await Plane.Service<IRunStore>().GetArchiveAsync(EnvironmentKey.Child(run).Value, Cancelled) is not null, $"archive of {run}");

    /// <summary>The run was archived, and no activity of the environment is in the store any more.</summary>
    public async Task ReachClearedAsync(string run)
    {
        await ReachArchiveAsync(run);
        await Eventually.TrueAsync(async () => await CountRowsAsync("activity") == 0, "activities cleared");
        await Eventually.TrueAsync(async () => (await RowsAsync("environment")).All(row => !row.Index.Open), "environment settled");
    }

    /// <summary>Ends the activations of the environment, of its agent's queue and of activities, as after a restart of the silo.</summary>
    public async Task DeactivateAllAsync(string run, params IEnumerable<string> activities)
    {
        IEnumerable<IAddressable> grains = [Environment, Queue(), .. activities.Select(id => Activity(run, id))];
        await Task.WhenAll(grains.Select(grain => Plane.Cluster.DeactivateAsync(grain)));
    }

    public async Task<int> CountRowsAsync(string kind) => (await RowsAsync(kind)).Count;

    public Task<IReadOnlyList<StateRow>> RowsAsync(string kind) =>
        Plane.Service<IStateIndex>().ListAsync(new() { Kind = kind, Under = EnvironmentKey.Value }, Cancelled);
}
