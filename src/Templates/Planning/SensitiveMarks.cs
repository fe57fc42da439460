using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Carries the mark of secrets up: what a template says to be sensitive is sensitive in the documents that set it.</summary>
public static class SensitiveMarks
{
    /// <summary>Marks the values of a document that anything below it says to be sensitive, so that they are hidden wherever the document is shown.</summary>
    /// <param name="document">An Environment or EnvironmentTemplate; every other document comes back as it is.</param>
    /// <param name="stored">What is stored in its place; null: nothing.</param>
    /// <param name="catalog">The documents of its project.</param>
    /// <returns>The document with <c>options.sensitive</c> where it belongs.</returns>
    public static ResourceDocument Mark(ResourceDocument document, ResourceDocument? stored, Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(catalog);
        var findings = new FindingList();
        var context = document.Spec switch
        {
            EnvironmentSpec => OfEnvironment(document, catalog, findings),
            EnvironmentTemplateSpec => new PlanContext(RequestFor(Stub(document), catalog), EnvironmentModel.Load(document, catalog, findings), findings),
            _ => null,
        };
        if (context is null)
        {
            return document;
        }

        var json = document.ToJson();
        var hasChanged = false;
        foreach (var definition in Inputs(context).Where(input => input.Sensitive).SelectMany(input => input.Definitions)
            .Where(each => ReferenceEquals(each.Document, document) && !each.Sensitive))
        {
            hasChanged |= Set(json, definition);
        }

        // A version that does not change keeps the marks that it was given, though the text that is applied again has none.
        if (stored is not null && document.Spec is EnvironmentTemplateSpec && VersionRules.StateOf(stored) != VersionState.Draft)
        {
            var marked = Own(stored).Where(each => each.Sensitive).Select(each => (each.Path[..each.Path.LastIndexOf('[')], each.Name)).ToHashSet();
            foreach (var definition in Own(document).Where(each => each.Options?.Sensitive is null && marked.Contains((each.Path[..each.Path.LastIndexOf('[')], each.Name))))
            {
                hasChanged |= Set(json, definition);
            }
        }

        return hasChanged ? ResourceDocument.FromJson(json) : document;
    }

    private static PlanContext? OfEnvironment(ResourceDocument document, Catalog catalog, FindingList findings)
    {
        var request = RequestFor(document, catalog);
        return RunPlanner.ModelOf(request, findings) is { } model ? new(request, model, findings) : null;
    }

    // The environment is of no account for what a template sets.
    private static ResourceDocument Stub(ResourceDocument template) => ResourceDocument.FromJson(new()
    {
        ["apiVersion"] = template.ApiVersion,
        ["kind"] = KindNames.Environment,
        ["metadata"] = new JsonObject { ["name"] = "any" },
        ["spec"] = new JsonObject { ["template"] = new JsonObject { ["name"] = template.Name } },
    });

    private static PlanRequest RequestFor(ResourceDocument environment, Catalog catalog) => new()
    {
        RunKind = RunKind.Deploy,
        Environment = environment,
        Catalog = catalog,
        Facts = new() { Organisation = "", Project = "", EnvironmentId = "", EnvironmentName = environment.Name, RunId = "" },
    };

    private static IEnumerable<MergedInput> Inputs(PlanContext context) => context.Model.Resources.Where(resource => resource.Template is not null)
        .SelectMany(resource => context.AllHandlers(resource.Document).Prepend(null).SelectMany(handler => context.Merge(resource, handler)))
        .Concat(context.AllHandlers(context.Model.Template).SelectMany(handler => context.Merge(null, handler)))
        .Concat(new InputMerger(new FindingList()).MergeByName([.. context.SharedLevels.Select(level => level with { Declares = true })]));

    private static IEnumerable<Definition> Own(ResourceDocument document) => Definition.Of(document, "spec.variables", document.SpecAs<EnvironmentTemplateSpec>().Variables);

    private static bool Set(JsonObject json, Definition definition)
    {
        JsonNode? node = json;
        foreach (var step in definition.Path.Split('.', '[').Select(step => step.TrimEnd(']')))
        {
            node = node is JsonArray list && int.TryParse(step, out var index) ? list[index] : (node as JsonObject)?[step];
        }

        if (node is not JsonObject entry)
        {
            return false;
        }

        if (entry["options"] is not JsonObject options)
        {
            entry["options"] = options = [];
        }

        options["sensitive"] = true;
        return true;
    }
}
