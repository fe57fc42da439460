namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteLogStoreTests : LogStoreKit<SqliteUnderTest>;
