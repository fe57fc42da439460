namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqlitePackageStoreTests : PackageStoreKit<SqliteUnderTest>;
