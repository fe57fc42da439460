namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteSealingPassTests : SealingPassKit<SqliteUnderTest>;
