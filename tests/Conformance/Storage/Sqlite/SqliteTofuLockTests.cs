namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteTofuLockTests : TofuLockKit<SqliteUnderTest>;
