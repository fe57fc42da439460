namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteTofuVersionTests : TofuVersionKit<SqliteUnderTest>;
