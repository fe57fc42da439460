namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlFunctionStateStoreTests : FunctionStateStoreKit<PostgreSqlUnderTest>;
