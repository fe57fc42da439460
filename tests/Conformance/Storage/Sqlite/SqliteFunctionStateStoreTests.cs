namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteFunctionStateStoreTests : FunctionStateStoreKit<SqliteUnderTest>;
