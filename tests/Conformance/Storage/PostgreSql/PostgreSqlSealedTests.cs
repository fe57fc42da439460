namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlSealedTests : SealedKit<PostgreSqlUnderTest>;
