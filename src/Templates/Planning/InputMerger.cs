using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Merges levels of precedence into the inputs of a job and holds to the rules of overriding.</summary>
internal sealed class InputMerger(FindingList findings)
{
    /// <summary>Merges levels for a job. The order of what stands in one level does not matter.</summary>
    /// <param name="levels">From the lowest precedence to the highest.</param>
    /// <param name="resource">The resource whose job it is; null: the environment's own.</param>
    public IReadOnlyList<MergedInput> Merge(IReadOnlyList<InputLevel> levels, string? resource) => Merge(levels, new InputSlots(resource, hasSelectors: true, findings));

    /// <summary>Merges levels for no job at all: selectors are left aside, every definition is taken by its name.</summary>
    public IReadOnlyList<MergedInput> MergeByName(IReadOnlyList<InputLevel> levels) => Merge(levels, new InputSlots(null, hasSelectors: false, findings));

    private IReadOnlyList<MergedInput> Merge(IReadOnlyList<InputLevel> levels, InputSlots slots)
    {
        foreach (var level in levels)
        {
            slots.Add(level);
        }

        var choice = new InputChoice(findings);
        return [.. slots.All.Select(slot => choice.Choose(slot.Kind, slot.Name, slot.Definitions))];
    }

    /// <summary>What a job gets of merged inputs; those without a value are left out.</summary>
    public JobInputs Inputs(IReadOnlyList<MergedInput> merged) => new()
    {
        Variables = [.. merged.Where(each => each.Kind == InputKind.Variable).Select(Value).OfType<PlannedValue>()],
        Envs = [.. merged.Where(each => each.Kind == InputKind.Env).Select(Value).OfType<PlannedValue>()],
        Files = [.. merged.Where(each => each.Kind == InputKind.File).Select(File).OfType<PlannedFile>()],
    };

    private PlannedValue? Value(MergedInput input) => new ValueCheck(findings).Check(input) is { } type
        ? new()
        {
            Name = input.Name,
            Type = type,
            Value = input.Winner!.Value,
            Sensitive = input.Sensitive,
            Origin = $"{input.Winner.Document.Subject} {input.Winner.ValuePath}",
        }
        : null;

    private PlannedFile? File(MergedInput input) => input.Winner is { Value: { } data } winner
        ? File(input.Name, input.MountPath, data, input.Sensitive, winner.Document, winner.ValuePath, findings, $"{winner.Path}.mountPath")
        : null;

    /// <summary>A file of a document; null with a finding when its path or content is wrong.</summary>
    public static PlannedFile? File(
        string name, string mountPath, string data, bool isSensitive, ResourceDocument document, string place, FindingList findings, string? pathPlace = null)
    {
        var path = mountPath.Replace('\\', '/');
        if (path.Contains('\0') || path.EndsWith('/') || path.Split('/').Contains(".."))
        {
            findings.Error(document, pathPlace ?? place, "The path must name a file and must not contain '..'.");
            return null;
        }

        var content = new byte[data.Length];
        if (!Convert.TryFromBase64String(data, content, out var length))
        {
            findings.Error(document, place, $"The content of '{name}' is no valid base64.");
            return null;
        }

        return new() { Name = name, Path = path, Content = content[..length], Sensitive = isSensitive, Origin = $"{document.Subject} {place}" };
    }
}
