namespace Actors.Templates.Kinds;

/// <summary>Other spellings under which documents in the wild carry a field.</summary>
/// <param name="names">The spellings; documents are stored with the property's own name.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAliasAttribute(params string[] names) : Attribute
{
    /// <summary>The other spellings.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
