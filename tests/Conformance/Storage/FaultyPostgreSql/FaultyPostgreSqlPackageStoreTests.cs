namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlPackageStoreTests : PackageStoreKit<FaultyPostgreSqlUnderTest>;
