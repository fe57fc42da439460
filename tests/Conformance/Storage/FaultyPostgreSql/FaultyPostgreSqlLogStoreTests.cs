namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlLogStoreTests : LogStoreKit<FaultyPostgreSqlUnderTest>;
