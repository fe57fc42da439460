using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Planning;

public sealed class PlanProperties
{
    [Property(MaxTest = 150)]
    public void Plan_AnyAcyclicTemplate_RespectsDependenciesBothWays(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(1, 9);
        var before = Enumerable.Range(0, count).Select(i => Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).ToList()).ToList();
        var kinds = Enumerable.Range(0, count).Select(_ => random.Next(4)).ToList();
        var listed = Enumerable.Range(0, count).OrderBy(_ => random.Next()).ToList();
        var resources = listed.Select(i => $"  - {{name: r{i}, dependsOn: [{string.Join(", ", before[i].Select(j => $"{{name: r{j}}}"))}]}}");
        var catalog = Documents.Catalog([
            Documents.Repository(),
            .. kinds.Select((kind, i) => kind switch
            {
                0 => Documents.Tofu($"r{i}"),
                1 => Documents.Custom($"r{i}", "repositoryOptions: {name: code}"),
                _ => Documents.Custom($"r{i}", reverse: kind == 2),
            }),
            Documents.EnvironmentTemplate("resources:\n" + string.Join('\n', resources)),
            Documents.Environment(),
        ]);

        var deploy = Documents.Plan(catalog).PlanOrThrow();
        var destroy = Documents.Plan(catalog, RunKind.Destroy).PlanOrThrow();

        CheckOrder(deploy);
        CheckOrder(destroy);
        foreach (var (i, j) in Enumerable.Range(0, count).SelectMany(i => Upstream(before, i).Select(j => (i, j))))
        {
            CheckBefore(deploy, first: j, second: i);
            CheckBefore(destroy, first: i, second: j);
        }

        Assert.Equal(
            deploy.Activities.Where(each => kinds[int.Parse(each.Resource[1..], null)] != 3).Select(each => each.Id).Order(),
            destroy.Activities.Select(each => each.Id).Order());
    }

    private static HashSet<int> Upstream(List<List<int>> before, int i) => [.. before[i], .. before[i].SelectMany(j => Upstream(before, j))];

    private static void CheckOrder(RunPlan plan)
    {
        var seen = new HashSet<string>();
        foreach (var activity in plan.Activities)
        {
            Assert.All(activity.DependsOn, id => Assert.Contains(id, seen));
            Assert.True(seen.Add(activity.Id));
        }
    }

    // Every activity of the second resource but its checkout waits, directly or not, for all of the first one.
    private static void CheckBefore(RunPlan plan, int first, int second)
    {
        foreach (var activity in plan.Activities.Where(each => each.Resource == $"r{second}" && each.Phase != ActivityPhase.Artifact))
        {
            var waitsFor = new HashSet<string>();
            var open = new Queue<string>(activity.DependsOn);
            while (open.TryDequeue(out var id))
            {
                if (waitsFor.Add(id))
                {
                    plan.Find(id)!.DependsOn.ToList().ForEach(open.Enqueue);
                }
            }

            Assert.All(plan.Activities.Where(each => each.Resource == $"r{first}"), each => Assert.Contains(each.Id, waitsFor));
        }
    }
}
