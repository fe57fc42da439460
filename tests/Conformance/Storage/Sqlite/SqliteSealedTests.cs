namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteSealedTests : SealedKit<SqliteUnderTest>;
