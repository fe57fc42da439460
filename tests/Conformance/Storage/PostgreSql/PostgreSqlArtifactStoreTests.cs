namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlArtifactStoreTests : ArtifactStoreKit<PostgreSqlUnderTest>;
