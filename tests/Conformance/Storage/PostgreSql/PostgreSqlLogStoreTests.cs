namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlLogStoreTests : LogStoreKit<PostgreSqlUnderTest>;
