using System.Text.Json.Nodes;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Templates.Resolving;

/// <summary>Turns a planned activity into one with concrete values.</summary>
public static class ActivityResolver
{
    /// <summary>Evaluates the expressions of an activity. On destroy a name that does not exist (the output of what was never deployed) gives
    /// null, so that half-made environments can be taken down.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="activityId">Id of the activity.</param>
    /// <param name="facts">What is known by now; outputs of everything that the activity depends on.</param>
    /// <returns>The activity, or the findings that prevent it.</returns>
    /// <exception cref="ArgumentException">The plan has no such activity.</exception>
    public static ResolveResult Resolve(RunPlan plan, string activityId, RunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(facts);
        var activity = plan.Find(activityId) ?? throw new ArgumentException($"The plan has no activity '{activityId}'.", nameof(activityId));
        var findings = new List<Finding>();
        var secrets = new SecretCollector();
        secrets.AddOutputs(plan.StaticOutputs);
        secrets.AddOutputs(facts.Outputs);
        foreach (var outputs in facts.StaticEnvironments.Select(entry => entry.Value).OfType<JsonObject>())
        {
            secrets.AddOutputs(outputs);
        }

        var values = new ValueResolver(ExpressionScope.DuringRun(plan, facts), plan.RunKind == RunKind.Destroy, findings, secrets);
        ResolvedJob job = activity.Job switch
        {
            GitPlan git => Git(git, secrets),
            OpenTofuPlan tofu => OpenTofu(tofu, values),
            FunctionPlan function => Function(function, values),
            _ => throw new InvalidOperationException($"The job of '{activityId}' is of an unknown kind."),
        };
        var resolved = new ResolvedActivity { Id = activity.Id, Resource = activity.Resource, Job = job, SecretValues = secrets.Values };
        return new(findings.Count == 0 ? resolved : null, findings);
    }

    private static ResolvedGit Git(GitPlan git, SecretCollector secrets)
    {
        secrets.Add(git.Password);
        secrets.Add(git.PrivateKey);
        return new() { Checkout = git };
    }

    private static ResolvedOpenTofu OpenTofu(OpenTofuPlan tofu, ValueResolver values)
    {
        var variables = tofu.Inputs.Variables.Select(values.Variable).OfType<ResolvedVariable>().ToList();
        return new()
        {
            Artifact = tofu.Artifact,
            Options = tofu with { Inputs = new(), BackendConfigs = [.. tofu.BackendConfigs.Select(values.Text).OfType<string>()] },
            Variables = variables,
            Envs = values.Envs(tofu.Inputs.Envs),
            Files = values.Files(tofu.Inputs.Files),
        };
    }

    private static ResolvedFunction Function(FunctionPlan function, ValueResolver values)
    {
        var input = new JsonObject();
        foreach (var variable in function.Inputs.Variables)
        {
            input[variable.Name] = values.Json(variable);
        }

        return new()
        {
            Artifact = function.Artifact,
            Name = function.Name,
            Language = function.Language,
            Source = function.Source,
            Input = input,
            Envs = values.Envs(function.Inputs.Envs),
            Files = values.Files(function.Inputs.Files),
            EventSource = function.EventSource,
            EventSourceName = function.EventSourceName,
            EventType = function.EventType,
        };
    }
}
