namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteGrainStateTests : GrainStateKit<SqliteUnderTest>;
