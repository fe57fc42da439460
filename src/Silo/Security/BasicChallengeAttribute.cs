namespace Actors.Silo.Security;

/// <summary>Metadata of an endpoint whose clients (git, OpenTofu) speak basic authentication.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BasicChallengeAttribute : Attribute;
