namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlDocumentStoreTests : DocumentStoreKit<PostgreSqlUnderTest>;
