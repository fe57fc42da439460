using Actors.Templates.Expressions;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Warns of variables of an environment template that set nothing. Where not everything can be seen that might take one, nothing is said.</summary>
internal static class UnusedVariables
{
    /// <summary>Checks a template.</summary>
    /// <param name="model">The template with its resources.</param>
    /// <param name="catalog">What all of it refers to.</param>
    /// <param name="findings">Where to say so.</param>
    public static void Check(EnvironmentModel model, Catalog catalog, FindingList findings)
    {
        // With new inputs allowed an environment brings a variable to every resource, and the template's says what it may be.
        if (model.Spec.AllowNewInputsDuringPublish == true || model.Spec.Resources.Count != model.Resources.Count || Around(model, catalog) is not { } documents || Read(documents) is not { } read)
        {
            return;
        }

        var own = Definition.Of(model.Template, "spec.variables", model.Spec.Variables).ToList();
        var taken = documents.SelectMany(DefinitionWalk.Of).Except(own).SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        foreach (var variable in own.Where(each => each.Name.Length > 0 && !each.Selectors.Any() && !taken.Contains(each.Name) && !read.Contains(each.Name)))
        {
            findings.Warn(
                model.Template,
                $"{variable.Path}.name",
                $"The variable '{variable.Name}' has no effect: nothing that the template is made of has a variable of that name.{Nearest.Hint(variable.Name, taken)}");
        }
    }

    private static IEnumerable<string> Names(Definition definition) =>
        definition.Selectors.Select(each => Selector.Parse(each.Text)?.Name).OfType<string>().Prepend(definition.Name);

    // The template and what it is made of; null when some of that is not there. Another environment takes nothing of this one.
    private static List<ResourceDocument>? Around(EnvironmentModel model, Catalog catalog)
    {
        var documents = new List<ResourceDocument> { model.Template };
        documents.AddRange(model.Resources.Where(each => !each.IsEnvironment).Select(each => each.Document));
        for (var i = 0; i < documents.Count; i++)
        {
            foreach (var reference in References.Of(documents[i]).Where(each => each.Kind is KindNames.ConfigContext or KindNames.WorkflowHandler))
            {
                if (catalog.Find(reference.Kind, reference.Name) is not { } found)
                {
                    return null;
                }

                if (!documents.Contains(found, ReferenceEqualityComparer.Instance))
                {
                    documents.Add(found);
                }
            }
        }

        return documents;
    }

    // Every name that an expression reads below a root; null when there is one that reads what is not known by name.
    private static HashSet<string>? Read(List<ResourceDocument> documents)
    {
        var budget = new ExpressionBudget();
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var reference in documents.SelectMany(document => ExpressionRules.References(document, budget)))
            {
                if (reference.NameAt(0) == "trigger" ? reference.OpenAt != 0 || reference.Steps.Count < 3 : reference.OpenAt != 0 && reference.NameAt(0) is not ("resource" or "#environment" or "#status"))
                {
                    return null;
                }

                names.UnionWith(reference.Steps.Skip(1).Select(step => step.Name).OfType<string>());
            }
        }
        catch (ExpressionException)
        {
            // What is wrong with it is told where it stands.
            return null;
        }

        return names;
    }
}
