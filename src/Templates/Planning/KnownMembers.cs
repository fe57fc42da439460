using Actors.Templates.Expressions;
using Actors.Templates.Reading;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>Members that are the same for every run, whatever templates publish: a misspelt one is an error before anything runs.</summary>
internal static class KnownMembers
{
    // Methods of an object in Starlark.
    private static readonly string[] Methods = ["get", "keys", "values", "items"];

    /// <summary>Checks what is read of a resource, from the step behind its name on.</summary>
    /// <exception cref="ExpressionException">There is no such member.</exception>
    public static void CheckResource(Reference reference)
    {
        Check(reference, 2, "A resource", ["output", "artifact", "resource"]);
        if (reference.NameAt(2) == "artifact")
        {
            Check(reference, 3, "An artifact", ["workdir"]);
            Check(reference, 4, "The working directory of an artifact", ["token", "url"]);
        }
        else if (reference.NameAt(2) == "resource")
        {
            Check(reference, 4, "A resource of an environment", ["output"]);
        }
        else if (reference.NameAt(3) == "workdir")
        {
            // An output may have that name, too.
            Check(reference, 4, "A working directory", ["token", "url", "value", "sensitive", "type"]);
        }
    }

    /// <summary>Checks what is read of a resource that OpenTofu makes, from the step behind the name of an output on.</summary>
    /// <exception cref="ExpressionException">There is no such member.</exception>
    public static void CheckTofuOutput(Reference reference)
    {
        if (reference.NameAt(0) == "resource" && reference.NameAt(2) == "output" && reference.NameAt(3) != "workdir")
        {
            Check(reference, 4, "An output of OpenTofu", ["value", "sensitive", "type"]);
        }
    }

    /// <summary>Checks what is read of an activity, from the step behind its id on.</summary>
    /// <exception cref="ExpressionException">There is no such member.</exception>
    public static void CheckActivity(Reference reference)
    {
        Check(reference, 3, "An activity", ["output"]);
        Check(reference, 4, "The output of an activity", ["files"]);
        Check(reference, 5, "The files of an activity", [ExpressionScope.WorkDirFile]);
        Check(reference, 6, "A file", ["token", "url"]);
    }

    /// <summary>Checks what a success condition reads of <c>#status</c>.</summary>
    /// <exception cref="ExpressionException">There is no such member.</exception>
    public static void CheckStatus(Reference reference)
    {
        Check(reference, 1, "#status", ["container", "http"]);
        Check(reference, 2, $"#status.{reference.NameAt(1)}", reference.NameAt(1) == "http" ? ["statusCode", "headers", "body"] : ["exitCode", "logs"]);
    }

    private static void Check(Reference reference, int step, string what, string[] known)
    {
        if (reference.NameAt(step) is { } name && !known.Contains(name, StringComparer.Ordinal) && !Methods.Contains(name, StringComparer.Ordinal))
        {
            throw new ExpressionException($"{what} has no '{name}'; known {(known.Length == 1 ? "is" : "are")} {string.Join(", ", known)}.{Nearest.Hint(name, known)}", reference.Steps[step].Position);
        }
    }
}
