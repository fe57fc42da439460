namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlSealedTests : SealedKit<FaultyPostgreSqlUnderTest>;
