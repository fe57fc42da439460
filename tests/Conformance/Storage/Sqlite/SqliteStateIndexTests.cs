namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteStateIndexTests : StateIndexKit<SqliteUnderTest>;
