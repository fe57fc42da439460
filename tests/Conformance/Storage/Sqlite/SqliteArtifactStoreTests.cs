namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteArtifactStoreTests : ArtifactStoreKit<SqliteUnderTest>;
