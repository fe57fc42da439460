namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlTofuVersionTests : TofuVersionKit<FaultyPostgreSqlUnderTest>;
