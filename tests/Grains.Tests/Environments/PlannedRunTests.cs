using Actors.Contracts.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Tests.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Grains.Tests.Environments;

/// <summary>Plans as the planner makes them, run by the machine: what may run after a failure, and what may not.</summary>
public sealed class PlannedRunTests
{
    private const int Seeds = 400;
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Run_AnyPlanWithAnyFailures_HooksRunWhereTheyBelong()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var run = Run(Plan(random), random);
            var failed = run.Nodes.Exists(node => node.Status == ActivityStatus.Failed);
            Assert.True(run.Status == (failed ? RunStatus.Failed : RunStatus.Succeeded), $"seed {seed}: {run.Status}");
            foreach (var node in run.Nodes.Where(node => node.WasReleased))
            {
                var before = run.Nodes.TakeWhile(other => other.Id != node.Id);
                var place = node.Id.Split('.')[1];
                var scope = before.Where(other => node.Resource is null || other.Resource == node.Resource);
                Assert.True(place != "onSuccess" || scope.All(other => other.IsDone), $"seed {seed}: {node.Id} ran although {string.Join(", ", scope.Where(other => !other.IsDone))}");
                Assert.True(place != "onFailure" || scope.Any(other => other.Status == ActivityStatus.Failed), $"seed {seed}: {node.Id} ran although nothing failed");
            }

            foreach (var hook in run.Nodes.Where(node => node.Id.EndsWith(".onCompletion.h0", StringComparison.Ordinal)))
            {
                var begun = run.Nodes.Exists(other => (hook.Resource is null || other.Resource == hook.Resource) && other.When == RunsWhen.Succeeded && other.WasReleased);
                Assert.True(hook.WasReleased == begun, $"seed {seed}: {hook.Id} {hook.Status}");
            }

            // Nothing of a resource runs after one that it depends on has failed.
            foreach (var (name, upstream) in new[] { ("b", "a"), ("c", "b"), ("e", "d"), ("e", "a") })
            {
                var isUp = run.Nodes.Where(node => node.Resource == upstream).All(node => node.IsDone || node.When == RunsWhen.Failed);
                Assert.True(isUp || !run.Nodes.Exists(node => node.Resource == name && node.WasReleased), $"seed {seed}: {name} ran although {upstream} failed");
            }
        }
    }

    [Fact]
    public void Nodes_OfAnApplyInAWorkerOfItsOwn_SayWhosePlanItApplies()
    {
        PlannedActivity Piece(string id, string? planOf) => new()
        {
            Id = id, Resource = "net", Kind = ActivityKind.OpenTofu, Phase = ActivityPhase.Apply, Timeouts = new() { StartToCloseSeconds = 60 }, Job = new OpenTofuPlan { Inputs = new(), PlanOf = planOf },
        };
        var plan = Plan(new Random(1)) with { Activities = [Piece("net.plan", null), Piece("net.apply", "net.plan")] };

        Assert.Equal([null, "net.plan"], EnvironmentPlanning.NodesOf(plan).Select(node => node.PlanOf));
    }

    private static RunPlan Plan(Random random)
    {
        var catalog = new Actors.Templates.Planning.Catalog(new[]
        {
            Resource("a", random), Resource("b", random), Resource("c", random), Resource("d", random), Resource("e", random),
            TestDocuments.Document("eaas.envmgmt.io/v1", "EnvironmentTemplate", "et", $"resources: [{{name: a}}, {{name: b, dependsOn: [{{name: a}}]}}, {{name: c, dependsOn: [{{name: b}}]}}, {{name: d}}, {{name: e, dependsOn: [{{name: d}}, {{name: a}}]}}]\n{Hooks(random)}"),
            TestDocuments.EnvironmentDocument(),
        }.Select(yaml => Assert.Single(DocumentReader.Read(yaml, "test.yaml").Documents)));
        return RunPlanner.Plan(new()
        {
            RunKind = RunKind.Deploy,
            Environment = catalog.Find("Environment", TestDocuments.Environment)!,
            Catalog = catalog,
            Facts = new() { Organisation = "default", Project = "p", EnvironmentId = "e", EnvironmentName = "env", RunId = "r" },
        }).PlanOrThrow();
    }

    private static string Resource(string name, Random random) => $"{TestDocuments.Custom(name).TrimEnd()}\n  {Hooks(random)}\n";

    private static string Hooks(Random random)
    {
        var places = new[] { "onInit", "onSuccess", "onFailure", "onCompletion" }.Where(_ => random.Next(2) == 0)
            .Select(place => $"{place}: [{string.Join(", ", Enumerable.Range(0, random.Next(1, 3)).Select(i => $"{{name: h{i}, type: script, options: {{script: {{script: echo}}}}}}"))}]").ToList();
        return places.Count == 0 ? "" : $"hooks: {{{string.Join(", ", places)}}}";
    }

    private static RunRecord Run(RunPlan plan, Random random)
    {
        var machine = new RunMachine();
        var state = machine.Handle(machine.Activate(null, Now), new RunEvent.Start("r", RunKind.Deploy, null, EnvironmentPlanning.NodesOf(plan)), Now).State;
        while (state.Current!.Nodes.Where(node => node.IsOpen).ToList() is { Count: > 0 } open)
        {
            var node = open[random.Next(open.Count)];
            var status = random.Next(6) == 0 ? ActivityStatus.Failed : ActivityStatus.Succeeded;
            state = machine.Handle(state, new RunEvent.ActivityEnded(new()
            {
                Run = "r", Id = node.Id, Generation = 0, Status = status, View = new() { Key = $"o/p/e/r/{node.Id}", Id = node.Id },
            }), Now).State;
        }

        return state.Current;
    }
}
