using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Planning;

namespace Actors.Templates.Resolving;

/// <summary>Outputs that expressions read and that are not there yet: a plan without a deploy can do without.</summary>
/// <param name="plan">The plan of the run.</param>
/// <param name="scope">What is known.</param>
internal sealed class MissingOutputs(RunPlan plan, JsonObject scope)
{
    private readonly SortedDictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <summary>Which resources must be deployed first; null when nothing is missing.</summary>
    public string? Message => _paths.Count == 0 ? null : string.Join(" ", _paths.Select(each => plan.StaticEnvironments.Contains(each.Key)
        ? $"It reads {each.Value}, which is not there: deploy the environment '{each.Key}' first."
        : $"It reads {each.Value}, which is not there before a deploy: deploy the resource '{each.Key}' first."));

    /// <summary>Remembers the outputs of a text that are missing.</summary>
    /// <returns>Whether there are any.</returns>
    public bool Take(string text)
    {
        var found = false;
        foreach (var reference in TextTemplate.Parse(text).References(scope).Where(reference => reference.NameAt(0) is "resource" or "#environment" && !Exists(reference)))
        {
            if (reference.NameAt(1) is { } resource)
            {
                _paths.TryAdd(resource, reference.ToString());
                found = true;
            }
        }

        return found;
    }

    private bool Exists(Reference reference)
    {
        try
        {
            reference.CheckExists(scope);
            return true;
        }
        catch (ExpressionException e) when (e.IsMissingName)
        {
            return false;
        }
    }
}
