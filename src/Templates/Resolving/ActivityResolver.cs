using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Templates.Resolving;

/// <summary>Turns a planned activity into one with concrete values.</summary>
public static class ActivityResolver
{
    /// <summary>Evaluates the condition and the expressions of an activity. Where something is taken down, and in hooks that follow a failure, a name that does not exist (the output
    /// of what was never deployed) gives null, so that half-made environments can be taken down. In a run that only plans, an activity that reads outputs which are not there yet is skipped.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="activityId">Id of the activity.</param>
    /// <param name="facts">What is known by now; outputs of everything that the activity depends on.</param>
    /// <returns>The activity, or the findings that prevent it, or why it is skipped.</returns>
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
        foreach (var secret in facts.Secrets)
        {
            secrets.Add(secret);
        }

        foreach (var outputs in facts.StaticEnvironments.Select(entry => entry.Value).OfType<JsonObject>())
        {
            secrets.AddOutputs(outputs);
        }

        var missingIsNull = plan.RunKind.TakesDown() || activity.TakesDown || activity.When != RunsWhen.Succeeded;
        var scope = ExpressionScope.DuringRun(plan, facts);
        if (activity.SkipWhen is { } condition && Skips(condition, scope, missingIsNull, findings))
        {
            return new(null, findings) { Skipped = $"skipConfig.condition holds: {condition.Text.ReplaceLineEndings(" ").Trim()}" };
        }

        var missing = plan.RunKind == RunKind.Plan ? new MissingOutputs(plan, scope) : null;
        var job = Job(activity, new(scope, missingIsNull, findings, secrets, missing), secrets);
        if (findings.Count == 0 && missing?.Message is { } message)
        {
            return new(null, findings) { Skipped = message };
        }

        var resolved = new ResolvedActivity { Id = activity.Id, Resource = activity.Resource, Job = job, SecretValues = secrets.Values };
        return new(findings.Count == 0 ? resolved : null, findings);
    }

    private static bool Skips(PlannedCondition condition, JsonObject scope, bool missingIsNull, List<Finding> findings)
    {
        try
        {
            return ConditionBlock.Parse(condition.Text).Holds("skip", scope);
        }
        catch (ExpressionException e) when (e.IsMissingName && missingIsNull)
        {
            return false;
        }
        catch (ExpressionException e)
        {
            var (subject, path) = Origin.Split(condition.Origin);
            findings.Add(new(Severity.Error, $"The condition has no value: {e.Message}", subject, path));
            return false;
        }
    }

    private static ResolvedJob Job(PlannedActivity activity, ValueResolver values, SecretCollector secrets) => activity.Job switch
    {
        GitPlan git => Git(git, secrets),
        OpenTofuPlan tofu => OpenTofu(activity, tofu, values, secrets),
        FunctionPlan function => Function(function, values, secrets),
        ContainerPlan container => Container(container, values, secrets),
        HttpPlan http => Http(http, values, secrets),
        SystemPlan system => new ResolvedSystem { Outputs = Outputs(system, values, secrets) },
        _ => throw new InvalidOperationException($"The job of '{activity.Id}' needs no worker, or is of an unknown kind."),
    };

    private static ResolvedGit Git(GitPlan git, SecretCollector secrets)
    {
        secrets.Add(git.Password);
        secrets.Add(git.PrivateKey);
        return new() { Checkout = git };
    }

    private static ResolvedOpenTofu OpenTofu(PlannedActivity activity, OpenTofuPlan tofu, ValueResolver values, SecretCollector secrets)
    {
        secrets.Add(tofu.Registry?.Password);
        var variables = tofu.Inputs.Variables.Select(values.Variable).OfType<ResolvedVariable>().ToList();
        return new()
        {
            Artifact = tofu.Artifact,
            Options = tofu with { Inputs = new(), BackendConfigs = [.. tofu.BackendConfigs.Select((config, i) => values.Text(JobTexts.Backend(activity, config, i))).OfType<string>()] },
            Variables = variables,
            Envs = values.Envs(tofu.Inputs.Envs),
            Files = values.Files(tofu.Inputs.Files),
        };
    }

    private static ResolvedFunction Function(FunctionPlan function, ValueResolver values, SecretCollector secrets)
    {
        secrets.Add(function.Registry?.Password);
        var input = new JsonObject();
        foreach (var variable in function.Inputs.Variables)
        {
            input[variable.Name] = values.Json(variable);
        }

        return new()
        {
            Artifact = function.Artifact,
            Options = function with { Inputs = new() },
            Input = input,
            Envs = values.Envs(function.Inputs.Envs),
            Files = values.Files(function.Inputs.Files),
        };
    }

    private static ResolvedContainer Container(ContainerPlan container, ValueResolver values, SecretCollector secrets)
    {
        secrets.Add(container.Registry?.Password);
        return new()
        {
            Artifact = container.Artifact,
            Options = container with { Inputs = new(), KubeConfig = null },
            Envs = values.Envs(container.Inputs.Envs),
            Files = values.Files(container.Inputs.Files),
            KubeConfig = container.KubeConfig is { } config ? values.Text(config) : null,
        };
    }

    private static ResolvedHttp Http(HttpPlan http, ValueResolver values, SecretCollector secrets)
    {
        // Blanks and line breaks around a value are not part of it, and what is read from somewhere often ends with one.
        var headers = values.Envs(http.Headers).ToDictionary(header => header.Key, header => header.Value.Trim(), StringComparer.Ordinal);
        foreach (var secret in headers.Where(header => CredentialHeaders.IsCredential(header.Key)).SelectMany(header => CredentialHeaders.Secrets(header.Value)))
        {
            // The name may promise too much: a short word is hidden nowhere else.
            secrets.AddDerived(secret);
        }

        return new()
        {
            Method = http.Method,
            Endpoint = values.Text(http.Endpoint) ?? "",
            Headers = headers,
            Body = http.Body is { } body ? values.Text(body) : null,
            CaCert = http.CaCert,
            Insecure = http.Insecure,
        };
    }

    private static bool Holds(JsonNode? value, IReadOnlyList<string> secrets) => value switch
    {
        JsonObject map => map.Any(entry => Holds(entry.Value, secrets)),
        JsonArray list => list.Any(entry => Holds(entry, secrets)),
        null => false,
        _ => value.ToString() is var text && secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)),
    };

    private static JsonObject Outputs(SystemPlan system, ValueResolver values, SecretCollector secrets)
    {
        var outputs = new JsonObject();
        foreach (var variable in system.Inputs.Variables)
        {
            var output = new JsonObject { ["value"] = values.Json(variable) };

            // A value that holds a secret is one, whatever it is called.
            if (variable.Sensitive || Holds(output["value"], secrets.Values))
            {
                output["sensitive"] = true;
            }

            outputs[variable.Name] = output;
        }

        return outputs;
    }
}
