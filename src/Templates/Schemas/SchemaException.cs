namespace Actors.Templates.Schemas;

/// <summary>A JSON Schema is broken, or asks for what is not supported.</summary>
internal sealed class SchemaException(string message) : Exception(message);
