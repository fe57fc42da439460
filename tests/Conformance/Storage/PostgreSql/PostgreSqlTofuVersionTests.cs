namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlTofuVersionTests : TofuVersionKit<PostgreSqlUnderTest>;
