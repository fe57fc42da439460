namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlFunctionStateStoreTests : FunctionStateStoreKit<FaultyPostgreSqlUnderTest>;
