using System.Text.Json.Serialization;

namespace Actors.Templates.Resolving;

/// <summary>What an activity does, with concrete values.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ResolvedGit), "git")]
[JsonDerivedType(typeof(ResolvedOpenTofu), "opentofu")]
[JsonDerivedType(typeof(ResolvedFunction), "function")]
[JsonDerivedType(typeof(ResolvedContainer), "container")]
[JsonDerivedType(typeof(ResolvedHttp), "http")]
[JsonDerivedType(typeof(ResolvedSystem), "system")]
public abstract record ResolvedJob
{
    /// <summary>Id of the activity whose packed working directory is the starting point; null for none.</summary>
    public string? Artifact { get; init; }
}
