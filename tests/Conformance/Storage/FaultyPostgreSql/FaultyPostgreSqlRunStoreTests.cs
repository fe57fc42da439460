namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlRunStoreTests : RunStoreKit<FaultyPostgreSqlUnderTest>;
