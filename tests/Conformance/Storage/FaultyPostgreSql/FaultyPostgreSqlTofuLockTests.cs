namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlTofuLockTests : TofuLockKit<FaultyPostgreSqlUnderTest>;
