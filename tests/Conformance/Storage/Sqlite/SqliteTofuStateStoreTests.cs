namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteTofuStateStoreTests : TofuStateStoreKit<SqliteUnderTest>;
