namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlSealingPassTests : SealingPassKit<PostgreSqlUnderTest>;
