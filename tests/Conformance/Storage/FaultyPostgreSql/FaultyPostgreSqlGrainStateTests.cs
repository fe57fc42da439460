namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlGrainStateTests : GrainStateKit<FaultyPostgreSqlUnderTest>;
