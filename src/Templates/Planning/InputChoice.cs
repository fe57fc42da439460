namespace Actors.Templates.Planning;

/// <summary>Chooses among the definitions of one input. What a lower definition forbids never wins.</summary>
internal sealed class InputChoice(FindingList findings)
{
    /// <summary>Chooses.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">The name by which the job knows it.</param>
    /// <param name="definitions">From the lowest precedence to the highest.</param>
    public MergedInput Choose(InputKind kind, string name, IReadOnlyList<Definition> definitions)
    {
        var isSecret = definitions.Any(each => each.Sensitive);
        var refused = new List<(Definition, string)>();
        var (winner, type, mountPath) = ((Definition?)null, "", "");
        for (var i = 0; i < definitions.Count; i++)
        {
            var definition = definitions[i];
            var (itsType, itsPath) = (Own(definition.Type, type), Own(definition.MountPath, mountPath));
            if (definition.Value is null)
            {
                // Without a value it may say what kind of value is missing, but not what to make of another level's.
                (type, mountPath) = winner is null ? (itsType, itsPath) : (type, mountPath);
                continue;
            }

            var isSame = winner is not null && winner.Value == definition.Value && itsPath == mountPath
                && Own(itsType, "text").Equals(Own(type, "text"), StringComparison.OrdinalIgnoreCase);
            var reason = isSame
                ? null
                : definitions.Take(i).Where(lower => !ReferenceEquals(lower.Document, definition.Document))
                    .Select(lower => OverrideCheck.Refusal(lower, definition, isSecret)).FirstOrDefault(refusal => refusal is not null);
            if (reason is not null)
            {
                findings.Error(definition.Document, definition.ValuePath, reason);
                refused.Add((definition, reason));
                continue;
            }

            (winner, type, mountPath) = (definition, itsType, itsPath);
        }

        CheckRules(definitions, winner, refused.Count > 0);
        return new(kind, name, definitions, winner, Own(type, "text"), Own(mountPath, name), refused);
    }

    private static string Own(string? own, string inherited) => string.IsNullOrWhiteSpace(own) ? inherited : own.Trim();

    private void CheckRules(IReadOnlyList<Definition> definitions, Definition? winner, bool isRefused)
    {
        if (string.IsNullOrWhiteSpace(winner?.Value) && !isRefused && definitions.FirstOrDefault(each => each.Options?.Required == true) is { } required)
        {
            findings.Error(required.Document, required.Path, $"'{required.Name}' is required and has no value; set it in the Environment.");
        }

        foreach (var unknown in definitions.Where(each => !OverrideCheck.IsKnown(each.OverrideType)))
        {
            VariableRules.UnknownOverride(unknown, findings);
        }
    }
}
