using System.Text.Json.Nodes;

namespace Actors.Contracts.Workers;

/// <summary>An input variable of OpenTofu.</summary>
/// <param name="Name">Name.</param>
/// <param name="Json">Its value as JSON; used when <paramref name="Hcl"/> is null.</param>
/// <param name="Hcl">Its value as an HCL expression, as the template wrote it.</param>
/// <param name="Sensitive">Not to be shown.</param>
public sealed record TofuVariable(string Name, JsonNode? Json, string? Hcl, bool Sensitive)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
