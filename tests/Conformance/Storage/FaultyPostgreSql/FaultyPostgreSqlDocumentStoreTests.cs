namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlDocumentStoreTests : DocumentStoreKit<FaultyPostgreSqlUnderTest>;
