using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Names that environment variables can have.</summary>
internal static class EnvNames
{
    /// <summary>Checks that of a definition.</summary>
    public static void Check(Definition definition, FindingList findings)
    {
        if (definition.Name.Length == 0)
        {
            findings.Error(definition.Document, definition.Path, "The entry has no name.");
        }
        else
        {
            Check(definition.Document, $"{definition.Path}.key", definition.Name, findings);
        }
    }

    private static void Check(ResourceDocument document, string path, string name, FindingList findings)
    {
        if (name.Length == 0)
        {
            findings.Error(document, path, "The environment variable has no name.");
        }
        else if (name.Any(each => each == '=' || char.IsWhiteSpace(each) || char.IsControl(each)))
        {
            findings.Error(document, path, $"'{name.ReplaceLineEndings(" ")}' can be no name of an environment variable: it holds a blank or '='.");
        }
    }

    /// <summary>Checks the names of a mapping.</summary>
    public static void Check(ResourceDocument document, string path, IReadOnlyDictionary<string, string>? envs, FindingList findings)
    {
        foreach (var name in envs?.Keys ?? [])
        {
            Check(document, RecordBinder.Join(path, name), name.Trim(), findings);
        }
    }

    /// <summary>Checks those of the options of a step.</summary>
    public static void Check(ResourceDocument document, string path, HookOptions? options, FindingList findings)
    {
        Check(document, $"{path}.container.envvars", options?.Container?.Envvars, findings);
        Check(document, $"{path}.script.envvars", options?.Script?.Envvars, findings);
    }
}
