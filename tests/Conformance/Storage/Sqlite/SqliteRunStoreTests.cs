namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteRunStoreTests : RunStoreKit<SqliteUnderTest>;
