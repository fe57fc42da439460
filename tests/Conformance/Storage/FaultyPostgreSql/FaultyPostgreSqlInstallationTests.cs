namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlInstallationTests : InstallationKit<FaultyPostgreSqlUnderTest>;
