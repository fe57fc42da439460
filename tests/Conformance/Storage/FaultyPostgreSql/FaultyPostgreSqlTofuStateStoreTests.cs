namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlTofuStateStoreTests : TofuStateStoreKit<FaultyPostgreSqlUnderTest>;
