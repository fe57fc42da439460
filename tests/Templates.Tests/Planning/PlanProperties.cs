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
                0 => Documents.Tofu($"r{i}", Hooks(random, isTofu: true)),
                1 => Documents.Custom($"r{i}", "repositoryOptions: {name: code}\n" + Hooks(random, isTofu: false)),
                _ => Documents.Custom($"r{i}", kind == 2 ? Hooks(random, isTofu: false) : "", reverse: kind == 2),
            }),
            Documents.EnvironmentTemplate("resources:\n" + string.Join('\n', resources) + '\n' + Hooks(random, isTofu: false)),
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

        // Where hooks do not split it, a resource is taken down by what brought it up.
        Assert.Equal(
            deploy.Activities.Where(each => each.Resource is not null && each.Hook is null && kinds[int.Parse(each.Resource[1..], null)] is 1 or 2).Select(each => each.Id).Order(),
            destroy.Activities.Where(each => each.Resource is not null && each.Hook is null && kinds[int.Parse(each.Resource[1..], null)] is 1 or 2).Select(each => each.Id).Order());
        CheckScopes(deploy);
        CheckScopes(destroy);
    }

    [Property(MaxTest = 150)]
    public void Plan_AnyTasksOfWhichSomeAreLeftOut_KeepTheOrderOfTheRest(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(1, 14);
        var before = Enumerable.Range(0, count).Select(i => Enumerable.Range(0, i).Where(_ => random.Next(3) == 0).ToList()).ToList();

        // Without any order given there is the one in which they are listed.
        var isOrdered = before.Exists(each => each.Count > 0);
        var skipped = Enumerable.Range(0, count).Where(_ => random.Next(2) == 0).ToHashSet();
        var listed = isOrdered ? Enumerable.Range(0, count).OrderBy(_ => random.Next()).ToList() : [.. Enumerable.Range(0, count)];
        var tasks = listed.Select(i =>
            $"    - {{name: t{i}, type: approval, dependsOn: [{string.Join(", ", before[i].Select(j => $"t{j}"))}], skipConfig: {{skipOnDestroy: {(skipped.Contains(i) ? "true" : "false")}}}}}");
        var catalog = Documents.Catalog(
            Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "r", "provider: custom\nproviderOptions:\n  custom:\n    reverseOnDestroy: true\n    tasks:\n" + string.Join('\n', tasks)),
            Documents.EnvironmentTemplate("resources: [{name: r}]"),
            Documents.Environment());

        var (deploy, destroy) = (Documents.Plan(catalog).PlanOrThrow(), Documents.Plan(catalog, RunKind.Destroy).PlanOrThrow());

        CheckOrder(destroy);
        Assert.Equal(Enumerable.Range(0, count).Where(i => !skipped.Contains(i)).Select(i => $"r.task.t{i}").Order(StringComparer.Ordinal), destroy.Activities.Select(each => each.Id).Order(StringComparer.Ordinal));
        foreach (var activity in destroy.Activities)
        {
            // Whatever a task is up before on deploy is taken down before it.
            Assert.Equal(
                deploy.Activities.Where(each => destroy.Find(each.Id) is not null && WaitsFor(deploy, each).Contains(activity.Id)).Select(each => each.Id).Order(StringComparer.Ordinal),
                WaitsFor(destroy, activity).Order(StringComparer.Ordinal));
        }
    }

    // Hooks at some of the places, one or two at each.
    private static string Hooks(Random random, bool isTofu)
    {
        var places = new[] { "onInit", "onSuccess", "onFailure", "onCompletion" }.Where(_ => random.Next(4) == 0).Select(place => $"{place}: {List()}").ToList();
        if (isTofu && random.Next(2) == 0)
        {
            string Phases(params string[] names) => string.Join(", ", names.Where(_ => random.Next(2) == 0).Select(name => $"{name}: {{{(random.Next(2) == 0 ? "before" : "after")}: {List()}}}"));
            places.Add($"provider: {{openTofu: {{deploy: {{{Phases("init", "plan", "apply", "output")}}}, destroy: {{{Phases("init", "plan", "destroy")}}}}}}}");
        }

        return places.Count == 0 ? "" : $"hooks: {{{string.Join(", ", places)}}}";

        string List() => random.Next(2) == 0 ? "[{name: a, type: approval}]" : "[{name: a, type: approval, dependsOn: [b]}, {name: b, type: approval}]";
    }

    // What begins a scope comes before all of it, what ends it after all of it.
    private static void CheckScopes(RunPlan plan)
    {
        foreach (var hook in plan.Activities.Where(each => each.Hook is "onInit" or "onCompletion"))
        {
            var scope = plan.Activities.Where(each => (hook.Resource is null || each.Resource == hook.Resource) && each.Hook != hook.Hook
                && (hook.Hook == "onInit" || each.Hook is not ("onCompletion" or "onFailure") || each.Resource is not null));
            foreach (var other in scope)
            {
                var (first, second) = hook.Hook == "onInit" ? (hook, other) : (other, hook);
                Assert.Contains(first.Id, WaitsFor(plan, second));
            }
        }
    }

    private static HashSet<string> WaitsFor(RunPlan plan, PlannedActivity activity)
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

        return waitsFor;
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
            var waitsFor = WaitsFor(plan, activity);

            // Hooks that follow a failure have nothing to do where the other resource goes on.
            Assert.All(plan.Activities.Where(each => each.Resource == $"r{first}" && each.Hook != "onFailure"), each => Assert.Contains(each.Id, waitsFor));
        }
    }
}
