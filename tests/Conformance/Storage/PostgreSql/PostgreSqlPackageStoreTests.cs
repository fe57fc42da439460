namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlPackageStoreTests : PackageStoreKit<PostgreSqlUnderTest>;
