using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Checks of what an environment and its template set, apart from what each resource gets of it.</summary>
internal sealed class EnvironmentVariables(PlanContext context)
{
    private readonly ResourceDocument _environment = context.Request.Environment;
    private readonly ResourceDocument _template = context.Model.Template;

    // By resource: every name that a variable of it has, other names by selectors too.
    private readonly Dictionary<string, HashSet<string>> _declared = context.Model.Resources
        .ToDictionary(resource => resource.Name, resource => NamesOf(context, resource).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    // The same of the environment's own hooks.
    private readonly HashSet<string> _hooks = NamesOf(context, context.Model.Template, []).ToHashSet(StringComparer.Ordinal);

    public void Check()
    {
        // What was launched once can be taken down, whatever its document has come to say.
        if (context.IsDestroy)
        {
            return;
        }

        CheckNames();
        CheckSelectors();
        CheckUndeclared();
    }

    // A variable that no template knows is a typing error, unless the template lets environments bring their own.
    private void CheckNames()
    {
        if (context.Model.Spec.AllowNewInputsDuringPublish == true)
        {
            return;
        }

        var known = OfTemplate().Select(each => each.Name).Concat(_declared.Values.SelectMany(names => names)).Concat(_hooks).ToHashSet(StringComparer.Ordinal);
        foreach (var definition in OfEnvironment().Where(each => !known.Contains(each.Name) && !each.Selectors.Any()))
        {
            context.Findings.Error(
                _environment,
                $"{definition.Path}.name",
                $"{_template.Subject} and its resource templates have no variable '{definition.Name}'.{Nearest.Hint(definition.Name, known)} "
                + "allowNewInputsDuringPublish in the template lets environments bring new ones.");
        }
    }

    private void CheckSelectors()
    {
        foreach (var definition in OfTemplate().Concat(OfEnvironment()))
        {
            foreach (var (text, path) in definition.Selectors)
            {
                // What is no selector is told where the document is checked by itself.
                if (Selector.Parse(text) is { } selector)
                {
                    CheckSelector(definition, selector, path);
                }
            }
        }
    }

    private void CheckSelector(Definition definition, Selector selector, string path)
    {
        if (selector.Resource is { } resource && !_declared.ContainsKey(resource))
        {
            context.Findings.Error(definition.Document, path, $"{_template.Subject} has no resource '{resource}'.{Nearest.Hint(resource, _declared.Keys)}");
            return;
        }

        var name = selector.Name ?? definition.Name;
        var names = (selector.Resource is { } only ? _declared[only] : _declared.Values.SelectMany(each => each).Concat(_hooks)).ToHashSet(StringComparer.Ordinal);
        if (!names.Contains(name))
        {
            var whose = selector.Resource is null ? _hooks.Count > 0 ? "Neither a resource nor a hook of the environment" : "No resource" : $"The resource '{selector.Resource}'";
            context.Findings.Error(
                definition.Document, path, $"{whose} has {(selector.Resource is null ? "a" : "no")} variable '{name}' for '{definition.Name}' to set.{Nearest.Hint(name, names)}");
        }
    }

    // The merging for a resource leaves out what the resource does not declare: such variables keep the rules of their template too.
    private void CheckUndeclared()
    {
        var declared = _declared.Values.SelectMany(names => names)
            .Concat(OfTemplate().Concat(OfEnvironment()).Where(each => each.Selectors.Any()).Select(each => each.Name))
            .ToHashSet(StringComparer.Ordinal);
        var levels = InputLevel.OfContexts(true, _template, "spec.contexts", context.Model.Spec.Contexts, context.Catalog)
            .Append(InputLevel.OfVariables(true, _template, "spec.variables", context.Model.Spec.Variables))
            .Concat(InputLevel.OfSettings(context.Catalog))
            .Append(InputLevel.OfVariables(false, _environment, "spec.variables", _environment.SpecAs<EnvironmentSpec>().Variables));
        var merger = new InputMerger(context.Findings);
        merger.Inputs(merger.MergeByName(
            [.. levels.Select(level => level with { Variables = [.. level.Variables.Where(each => !declared.Contains(each.Name))], Envs = [], Files = [] })]));
    }

    private IEnumerable<Definition> OfTemplate() =>
        InputLevel.OfContexts(true, _template, "spec.contexts", context.Model.Spec.Contexts, context.Catalog)
            .Append(InputLevel.OfVariables(true, _template, "spec.variables", context.Model.Spec.Variables))
            .SelectMany(level => level.Variables);

    private IEnumerable<Definition> OfEnvironment() => Definition.Of(_environment, "spec.variables", _environment.SpecAs<EnvironmentSpec>().Variables);

    private static IEnumerable<string> NamesOf(PlanContext context, PlannedResource resource)
    {
        if (resource.Template is not { } template)
        {
            return [];
        }

        return NamesOf(context, resource.Document, InputLevel.OfContexts(true, resource.Document, "spec.contexts", template.Contexts, context.Catalog)
            .Append(InputLevel.OfVariables(true, resource.Document, "spec.variables", template.Variables)));
    }

    private static IEnumerable<string> NamesOf(PlanContext context, ResourceDocument document, IEnumerable<InputLevel> own) => own
        .Concat(context.AllHandlers(document).SelectMany(handler => InputLevel.OfContexts(true, handler.Document, handler.InputsPath, handler.Inputs, context.Catalog)))
        .SelectMany(level => level.Variables)
        .SelectMany(each => each.Selectors.Select(selector => Selector.Parse(selector.Text)?.Name).OfType<string>().Prepend(each.Name));
}
