using Actors.Templates.Expressions;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Jobs;

/// <summary>Values that a handler or hook brings by itself.</summary>
internal static class JobValues
{
    /// <summary>A value in which expressions are evaluated.</summary>
    public static PlannedValue Value(string name, string text, ResourceDocument document, string path) => new()
    {
        Name = name,
        Value = text,
        Type = TextTemplate.IsMeant(text) ? ValueType.Expression : ValueType.Text,
        Origin = $"{document.Subject} {path}",
    };

    /// <summary>Inputs with the environment variables of the handler or hook itself, which win.</summary>
    public static JobInputs With(JobInputs inputs, IReadOnlyDictionary<string, string> envs, ResourceDocument document, string path) => envs.Count == 0 ? inputs : inputs with
    {
        Envs = [.. inputs.Envs.Where(env => !envs.ContainsKey(env.Name)), .. envs.Select(env => Value(env.Key, env.Value, document, RecordBinder.Join(path, env.Key)))],
    };

    /// <summary>The account of a registry; null: none is given.</summary>
    public static PlannedRegistry? Registry(ImagePullCredentials? credentials) => credentials is not { Username.Length: > 0, Password.Length: > 0 } ? null : new()
    {
        Registry = credentials.Registry?.Trim() ?? "",
        Username = credentials.Username,
        Password = credentials.Password,
    };
}
