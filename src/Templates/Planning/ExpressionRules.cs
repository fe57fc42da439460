using Actors.Templates.Expressions;
using Actors.Templates.Kinds;
using Actors.Templates.Planning.Jobs;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>The expressions and conditions of a document, wherever it may have them: their syntax, and names that no run has. What else they read is checked when a run is planned.</summary>
internal static class ExpressionRules
{
    public static void Check(ResourceDocument document, FindingList findings)
    {
        var (budget, isStatic) = (new ExpressionBudget(), document.Spec is ResourceSpec);
        foreach (var (path, name, text) in Texts(document))
        {
            Try(document, path, text, isStatic ? e => StaticValues.Problem(name, e) : e => Problem(name, e), () => CheckText(text, isStatic, budget), findings);
        }

        foreach (var (path, text) in Conditions(document.Spec).Where(each => !string.IsNullOrWhiteSpace(each.Text)))
        {
            Try(document, path, text!, e => $"The condition is wrong: {e.Message}", () => CheckCondition(path, text!), findings);
        }
    }

    /// <summary>What the expressions and conditions of a document read.</summary>
    /// <exception cref="ExpressionException">One is wrong, or there is more than the budget admits.</exception>
    public static IEnumerable<Reference> References(ResourceDocument document, ExpressionBudget budget) =>
        Texts(document).SelectMany(each => TextTemplate.Parse(each.Text).References([], budget))
            .Concat(Conditions(document.Spec).Where(each => !string.IsNullOrWhiteSpace(each.Text)).SelectMany(each => ConditionBlock.Parse(each.Text!).References()));

    /// <summary>What is said of an expression, here and when a run is planned.</summary>
    public static string Problem(string name, ExpressionException e) => $"The expression of '{name}' is wrong: {e.Message}";

    private static void CheckText(string text, bool isStatic, ExpressionBudget budget)
    {
        var template = TextTemplate.Parse(text);
        if (budget.IsSpent)
        {
            return;
        }

        foreach (var reference in template.References([], budget))
        {
            if (isStatic)
            {
                KnownNames.CheckStatic(reference);
            }
            else
            {
                KnownNames.Check(reference);
            }
        }
    }

    private static void CheckCondition(string path, string text)
    {
        if (path.EndsWith(".skipConfig.condition", StringComparison.Ordinal))
        {
            var condition = ConditionBlock.Parse(text);
            condition.CheckSets("skip");
            foreach (var reference in condition.References())
            {
                KnownNames.Check(reference);
            }
        }
        else
        {
            SuccessRule.Check(text);
        }
    }

    private static void Try(ResourceDocument document, string path, string text, Func<ExpressionException, string> what, Action check, FindingList findings)
    {
        try
        {
            check();
        }
        catch (ExpressionException e)
        {
            findings.Error(document, path, what(e.In(text)));
        }
    }

    private static IEnumerable<(string Path, string Name, string Text)> Texts(ResourceDocument document) =>
    [
        .. DefinitionWalk.Of(document).Where(each => "expression".Equals(each.Type?.Trim(), StringComparison.OrdinalIgnoreCase) && each.Value is not null).Select(each => (each.ValuePath, each.Name, each.Value!)),
        .. Handlers(document.Spec).SelectMany(each => OfHandler(each.Path, each.Config)),
        .. StepWalk.Of(document.Spec).SelectMany(each => OfOptions($"{each.Path}.options", each.Step.Options)),
        .. document.Spec is ResourceTemplateSpec template ? OfProvider(template.ProviderOptions) : [],
    ];

    private static IEnumerable<(string Path, string? Text)> Conditions(object spec) =>
    [
        .. Handlers(spec).Select(each => ($"{each.Path}.successCondition", each.Config.SuccessCondition)),
        .. StepWalk.Of(spec).SelectMany(each => new[]
        {
            ($"{each.Path}.skipConfig.condition", each.Step.SkipConfig?.Condition),
            ($"{each.Path}.options.container.successCondition", each.Step.Options?.Container?.SuccessCondition),
            ($"{each.Path}.options.http.successCondition", each.Step.Options?.Http?.SuccessCondition),
            ($"{each.Path}.options.script.successCondition", each.Step.Options?.Script?.SuccessCondition),
        }),
    ];

    private static IEnumerable<(string Path, HandlerConfig Config)> Handlers(object spec) =>
        StepWalk.Handlers(spec).Where(each => each.Handler.Data?.Config is not null).Select(each => ($"{each.Path}.data.config", each.Handler.Data!.Config!))
            .Concat(spec is HandlerSpec { Config: { } own } ? [("spec.config", own)] : []);

    private static IEnumerable<(string Path, string Name, string Text)> OfHandler(string path, HandlerConfig config) =>
    [
        .. Map($"{path}.container.envVars", config.Container?.EnvVars),
        .. config.Container?.KubeConfigOptions?.KubeConfig is { } kubeConfig ? new[] { ($"{path}.container.kubeConfigOptions.kubeConfig", "kubeConfig", kubeConfig) } : [],
        .. Http($"{path}.http", config.Http?.Endpoint, config.Http?.Headers, config.Http?.Body),
    ];

    private static IEnumerable<(string Path, string Name, string Text)> OfOptions(string path, HookOptions? options) =>
    [
        .. Map($"{path}.container.envvars", options?.Container?.Envvars),
        .. Map($"{path}.script.envvars", options?.Script?.Envvars),
        .. Http($"{path}.http", options?.Http?.Endpoint, options?.Http?.Headers, options?.Http?.Body),
    ];

    private static IEnumerable<(string Path, string Name, string Text)> OfProvider(ProviderOptions? options) =>
        new[] { ("openTofu", options?.OpenTofu), ("terraform", options?.Terraform) }
            .SelectMany(each => (each.Item2?.BackendConfigs ?? []).Select((text, i) => ($"spec.providerOptions.{each.Item1}.backendConfigs[{i}]", "backendConfigs", text)));

    private static IEnumerable<(string Path, string Name, string Text)> Http(string path, string? endpoint, IReadOnlyDictionary<string, string>? headers, string? body) =>
    [
        .. endpoint is null ? [] : new[] { ($"{path}.endpoint", "endpoint", endpoint) },
        .. Map($"{path}.headers", headers),
        .. body is null ? [] : new[] { ($"{path}.body", "body", body) },
    ];

    private static IEnumerable<(string Path, string Name, string Text)> Map(string path, IReadOnlyDictionary<string, string>? values) =>
        (values ?? new Dictionary<string, string>()).Select(each => (RecordBinder.Join(path, each.Key), each.Key, each.Value));
}
