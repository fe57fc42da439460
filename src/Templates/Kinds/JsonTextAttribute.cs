namespace Actors.Templates.Kinds;

/// <summary>A field of text in whose place a document may have a list or a mapping: it is read as its JSON.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JsonTextAttribute : Attribute;
