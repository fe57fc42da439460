namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlTofuStateStoreTests : TofuStateStoreKit<PostgreSqlUnderTest>;
