namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlGrainStateTests : GrainStateKit<PostgreSqlUnderTest>;
