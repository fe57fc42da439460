using Actors.Templates.Kinds;
using Actors.Templates.Planning.Jobs;
using Actors.Templates.Planning.Resources;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Plans what a document brings to runs, by the planners of runs. What it refers to is stood in for, so that only what is wrong with the document itself is found.</summary>
internal static class LoneDocument
{
    private static readonly EnvironmentFacts Facts = new() { Organisation = "organisation", Project = "project", EnvironmentId = "id", EnvironmentName = "environment", RunId = "run" };

    /// <summary>Says what keeps a document from ever being planned.</summary>
    public static void Check(ResourceDocument document, FindingList findings)
    {
        var own = new FindingList();
        switch (document.Spec)
        {
            case ResourceTemplateSpec template:
                var resource = new PlannedResource(document.Name, "spec.resources[0]", document, []);
                foreach (var kind in new[] { RunKind.Deploy, RunKind.Destroy })
                {
                    new ResourcePlanner(Context(document, StandIn(KindNames.EnvironmentTemplate, new EnvironmentTemplateSpec()), [resource], kind, own)).Plan(resource, [], []);
                }

                Actions(Context(document, StandIn(KindNames.EnvironmentTemplate, new EnvironmentTemplateSpec()), [resource], RunKind.Deploy, own), document, template.Actions, resource);
                break;
            case EnvironmentTemplateSpec template:
                var context = Context(document, document, [], RunKind.Deploy, own);
                var hooks = new HookPlanner(context, resource: null);
                hooks.OnInit(template.Hooks?.OnInit);
                hooks.AtEnd(new Chain([]), template.Hooks?.OnSuccess, template.Hooks?.OnFailure, template.Hooks?.OnCompletion);
                Actions(context, document, template.Actions, resource: null);
                Schedules(context, document, template.Schedules);
                break;
            case EnvironmentSpec environment:
                Schedules(Context(document, StandIn(KindNames.EnvironmentTemplate, new EnvironmentTemplateSpec()), [], RunKind.Deploy, own), document, environment.Schedules);
                break;
            case HandlerSpec { Config: { } config } handler:
                // It may stand in for a checkout, or run behind one.
                var jobs = Context(document, StandIn(KindNames.EnvironmentTemplate, new EnvironmentTemplateSpec()), [], RunKind.Deploy, own);
                if (new JobPlanner(jobs).OfHandler(new(document, "spec.config", config, handler.Inputs), new(null, document.Name, "artifact")) is { } job)
                {
                    jobs.Timeouts(document, job.FallbackSeconds, job.Timeout);
                }

                break;
            default:
                break;
        }

        foreach (var finding in own.Findings.Where(finding => finding.Subject == document.Subject))
        {
            findings.Add(finding);
        }
    }

    private static void Actions(PlanContext context, ResourceDocument document, IReadOnlyList<ActionSpec> actions, PlannedResource? resource)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            Tasks(context, document, $"spec.actions[{i}].workflows.tasks", $"action.{i}.", actions[i].Workflows?.Tasks ?? [], resource);
        }
    }

    private static void Schedules(PlanContext context, ResourceDocument document, IReadOnlyList<ScheduleSpec> schedules)
    {
        for (var i = 0; i < schedules.Count; i++)
        {
            Tasks(context, document, $"spec.schedules[{i}].workflows.tasks", $"schedule.{i}.", schedules[i].Workflows?.Tasks ?? [], resource: null);
        }
    }

    private static void Tasks(PlanContext context, ResourceDocument document, string path, string prefix, IReadOnlyList<TaskSpec> tasks, PlannedResource? resource) =>
        new StepPlanner(context).Plan(new(document, path, prefix, resource, Hook: null), tasks);

    private static PlanContext Context(ResourceDocument document, ResourceDocument template, IReadOnlyList<PlannedResource> resources, RunKind kind, FindingList findings) => new(
        new()
        {
            RunKind = kind,
            Environment = document.Spec is EnvironmentSpec ? document : StandIn(KindNames.Environment, new EnvironmentSpec()),
            Catalog = Catalog(document),
            Facts = Facts,
        },
        EnvironmentModel.Of(template, resources),
        findings)
    { IsAlone = true };

    // Whether what is referred to is there, and right, is said where references and the other documents are checked.
    private static Catalog Catalog(ResourceDocument document)
    {
        var catalog = new Catalog();
        foreach (var reference in References.Of(document))
        {
            var spec = reference.Kind switch
            {
                KindNames.AgentPool => new AgentPoolSpec { Agents = [new() { Name = "first stand-in" }, new() { Name = "second stand-in" }] },
                KindNames.ConfigContext => new ConfigContextSpec(),
                KindNames.WorkflowHandler => new HandlerSpec { Config = new() { Type = "container", Container = new() { Image = "image" } } },
                _ => OutsideDocuments.Spec(reference.Kind),
            };
            if (spec is not null && catalog.Find(reference.Kind, reference.Name) is null)
            {
                catalog.Add(StandIn(reference.Kind, spec, reference.Name));
            }
        }

        catalog.Add(StandIn(KindNames.Agent, new AgentSpec(), "first stand-in"));
        catalog.Add(StandIn(KindNames.Agent, new AgentSpec(), "second stand-in"));
        return catalog;
    }

    // Its name is one that no document can have, so that nothing of it is taken for the document's own.
    private static ResourceDocument StandIn(string kind, object spec, string name = "stand in / for") => OutsideDocuments.StandIn(kind, spec, name);
}
