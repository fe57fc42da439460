namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlStateIndexTests : StateIndexKit<PostgreSqlUnderTest>;
