using System.Text.Json.Serialization;

namespace Actors.Templates.Planning;

/// <summary>What an activity does, with expressions not yet evaluated.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GitPlan), "git")]
[JsonDerivedType(typeof(OpenTofuPlan), "opentofu")]
[JsonDerivedType(typeof(FunctionPlan), "function")]
[JsonDerivedType(typeof(ContainerPlan), "container")]
[JsonDerivedType(typeof(HttpPlan), "http")]
[JsonDerivedType(typeof(ApprovalPlan), "approval")]
[JsonDerivedType(typeof(NotificationPlan), "notification")]
[JsonDerivedType(typeof(SystemPlan), "system")]
public abstract record PlannedJob
{
    /// <summary>Id of the activity whose packed working directory is the starting point; null for none.</summary>
    public string? Artifact { get; init; }
}
