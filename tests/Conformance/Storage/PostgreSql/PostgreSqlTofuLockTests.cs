namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlTofuLockTests : TofuLockKit<PostgreSqlUnderTest>;
