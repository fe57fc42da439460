using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Reading;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>What an expression may read in any run, whatever the templates are: the roots, and those of their members that are always the same.</summary>
internal static class KnownNames
{
    private static readonly string[] Roots = ["environment", "resource", "trigger", "ctx", "#environment"];

    // Members only: no value of it is ever shown.
    private static readonly JsonObject BeforeRun = ExpressionScope.BeforeRun(new() { Organisation = "", Project = "", EnvironmentId = "", EnvironmentName = "", RunId = "" }, null);

    /// <summary>Checks a reference of a document that may stand in any run.</summary>
    /// <exception cref="ExpressionException">It reads what no run has.</exception>
    public static void Check(Reference reference)
    {
        switch (reference.NameAt(0))
        {
            case "environment" or "trigger":
                CheckBeforeRun(reference);
                break;
            case "resource":
                CheckName(reference);
                KnownMembers.CheckResource(reference);
                break;
            case "#environment":
                CheckName(reference);
                break;
            case "ctx":
                if (reference.OpenAt == 0 || reference.Steps.Count > 2 || reference.NameAt(1) is not (null or "activities"))
                {
                    ActivityOf(reference);
                    KnownMembers.CheckActivity(reference);
                }

                break;
            default:
                throw Unknown(reference);
        }
    }

    /// <summary>Checks a reference of a static resource, which reads what is known before a run only.</summary>
    /// <exception cref="ExpressionException">It reads something else.</exception>
    public static void CheckStatic(Reference reference)
    {
        if (BeforeRun.ContainsKey(reference.NameAt(0)!))
        {
            CheckBeforeRun(reference);
        }
        else
        {
            reference.CheckExists(BeforeRun);
        }
    }

    /// <summary>Checks that <c>resource</c> and <c>#environment</c> are followed by a name.</summary>
    /// <exception cref="ExpressionException">They are not.</exception>
    public static void CheckName(Reference reference)
    {
        if (reference.NameAt(1) is null && (reference.OpenAt == 0 || reference.Steps.Count > 1))
        {
            var root = reference.NameAt(0);
            throw new ExpressionException($"'{root}' is followed by the name of a resource: {root}[\"name\"].", reference.Position);
        }
    }

    /// <summary>The id of the activity that a reference whose root is <c>ctx</c> reads.</summary>
    /// <exception cref="ExpressionException">It reads none.</exception>
    public static string ActivityOf(Reference reference) => reference.NameAt(1) == "activities" && reference.NameAt(2) is { } id ? id
        : throw new ExpressionException("'ctx' is followed by activities and the id of one: ctx.activities[\"name.artifact\"].", reference.Position);

    /// <summary>What is wrong with a root that there is not, or not here.</summary>
    public static ExpressionException Unknown(Reference reference) => new(
        reference.NameAt(0) is "#status" ? "'#status' is known in success conditions only."
            : $"The name '{reference.NameAt(0)}' is not known.{Nearest.Hint(reference.NameAt(0) ?? "", Roots)} Known are {string.Join(", ", Roots)}.",
        reference.Position);

    // What a payload has is not known.
    private static void CheckBeforeRun(Reference reference)
    {
        if (!reference.IsConditional)
        {
            (reference.NameAt(0) == "trigger" ? reference with { Steps = [.. reference.Steps.Take(2)] } : reference).CheckExists(BeforeRun);
        }
    }
}
