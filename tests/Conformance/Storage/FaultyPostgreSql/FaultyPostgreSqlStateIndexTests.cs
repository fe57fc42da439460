namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlStateIndexTests : StateIndexKit<FaultyPostgreSqlUnderTest>;
