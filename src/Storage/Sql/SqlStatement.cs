namespace Actors.Storage.Sql;

/// <summary>A statement with its parameters.</summary>
internal sealed record SqlStatement(string Sql, (string Name, object? Value)[] Arguments);
