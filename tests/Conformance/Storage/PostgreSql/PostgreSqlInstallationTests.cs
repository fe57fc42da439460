namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlInstallationTests : InstallationKit<PostgreSqlUnderTest>;
