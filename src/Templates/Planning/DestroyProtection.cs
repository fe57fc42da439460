using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Whether an environment may be taken down or deleted: an annotation of its document says so.</summary>
public static class DestroyProtection
{
    /// <summary>The annotation.</summary>
    public const string Annotation = "actors.destroy-protection";

    /// <summary>Its value that protects.</summary>
    public const string Enabled = "enabled";

    /// <summary>Its value that does not, as if it were not there.</summary>
    public const string Disabled = "disabled";

    /// <summary>Whether an environment is protected. A value that nobody knows protects too.</summary>
    /// <param name="environment">The Environment document.</param>
    /// <returns>True when it may neither be destroyed nor deleted.</returns>
    public static bool IsOn(ResourceDocument environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Metadata.Annotations.TryGetValue(Annotation, out var value) && !Is(value, Disabled);
    }

    /// <summary>Why it is refused, and the way out.</summary>
    /// <param name="name">Name of the environment.</param>
    /// <returns>Two sentences.</returns>
    public static string Refusal(string name) =>
        $"Environment '{name}' is protected: metadata.annotations of its document has {Annotation}. Apply the document with '{Annotation}: {Disabled}', or without it, and ask again.";

    /// <summary>A value that is neither of the two is a mistake.</summary>
    internal static void Check(ResourceDocument document, FindingList findings)
    {
        if (!document.Metadata.Annotations.TryGetValue(Annotation, out var value))
        {
            return;
        }

        if (document.Spec is not EnvironmentSpec)
        {
            findings.Warn(document, $"metadata.annotations.{Annotation}", "Only an Environment can be protected: it has no effect here.");
        }
        else if (!Is(value, Enabled) && !Is(value, Disabled))
        {
            findings.Error(document, $"metadata.annotations.{Annotation}", $"The value is '{Enabled}' or '{Disabled}', not '{value}'.");
        }
    }

    private static bool Is(string? value, string wanted) => wanted.Equals(value?.Trim(), StringComparison.OrdinalIgnoreCase);
}
