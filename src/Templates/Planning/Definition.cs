using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>A variable, an environment variable or a file at one level of precedence.</summary>
internal sealed record Definition(
    ResourceDocument Document,
    string Path,
    InputKind Kind,
    string Name,
    string? Type,
    string? Value,
    string? MountPath,
    bool Sensitive,
    VariableOptions? Options)
{
    public string ValuePath => $"{Path}.{(Kind == InputKind.File ? "data" : "value")}";

    public string Origin => $"{Document.Subject} {Path}";

    public string OverrideType => (Options?.Override?.Type ?? Options?.OverrideType ?? "").Trim().ToUpperInvariant();

    public bool MultiSelect => Options?.Override?.MultiSelect == true;

    /// <summary>The selectors with the place of each.</summary>
    public IEnumerable<(string Text, string Path)> Selectors =>
        (Options?.Selectors ?? []).Select((text, i) => (text, $"{Path}.options.selectors[{i}]"))
        .Concat((Options?.Override?.Selectors ?? []).Select((text, i) => (text, $"{Path}.options.override.selectors[{i}]")));

    public override string ToString() => Origin;

    public static IEnumerable<Definition> Of(ResourceDocument document, string path, IReadOnlyList<Variable> variables) =>
        variables.Select((each, i) => new Definition(
            document,
            $"{path}[{i}]",
            InputKind.Variable,
            each.Name?.Trim() ?? "",
            each.ValueType,
            each.Value,
            null,
            IsSensitive(each.Sensitive, each.Options),
            each.Options));

    public static IEnumerable<Definition> Of(ResourceDocument document, string path, IReadOnlyList<EnvVar> envs) =>
        envs.Select((each, i) => new Definition(
            document, $"{path}[{i}]", InputKind.Env, each.Key?.Trim() ?? "", "expression", each.Value, null, IsSensitive(each.Sensitive, each.Options), each.Options));

    public static IEnumerable<Definition> Of(ResourceDocument document, string path, IReadOnlyList<FileEntry> files) =>
        files.Select((each, i) => new Definition(
            document,
            $"{path}[{i}]",
            InputKind.File,
            each.Name?.Trim() ?? "",
            "text",
            each.Data,
            each.MountPath?.Trim(),
            IsSensitive(each.Sensitive, each.Options),
            each.Options));

    private static bool IsSensitive(bool? deprecated, VariableOptions? options) => options?.Sensitive ?? deprecated ?? false;
}
