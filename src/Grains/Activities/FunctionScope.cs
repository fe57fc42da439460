namespace Actors.Grains.Activities;

/// <summary>The ids by which a function names its state store's scopes: those that it was told, and no others.</summary>
[GenerateSerializer, Immutable, Alias("Actors.FunctionScope")]
public sealed record FunctionScope
{
    /// <summary>Id of the organisation.</summary>
    [Id(0)] public required string OrganizationId { get; init; }
    /// <summary>Id of the project.</summary>
    [Id(1)] public required string ProjectId { get; init; }
    /// <summary>Id of the environment.</summary>
    [Id(2)] public required string EnvironmentId { get; init; }
}
