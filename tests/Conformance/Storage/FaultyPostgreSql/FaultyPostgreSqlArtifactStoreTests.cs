namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlArtifactStoreTests : ArtifactStoreKit<FaultyPostgreSqlUnderTest>;
