namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlRunStoreTests : RunStoreKit<PostgreSqlUnderTest>;
