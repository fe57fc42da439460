namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteInstallationTests : InstallationKit<SqliteUnderTest>;
