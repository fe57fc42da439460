namespace Actors.Templates.Kinds;

/// <summary>The values that a field of text understands, in any letter case; another one is warned about, and blank is always admitted.</summary>
/// <param name="values">The values as documentation spells them.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownValuesAttribute(params string[] values) : Attribute
{
    /// <summary>The values.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
