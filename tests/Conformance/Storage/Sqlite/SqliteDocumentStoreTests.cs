namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteDocumentStoreTests : DocumentStoreKit<SqliteUnderTest>;
