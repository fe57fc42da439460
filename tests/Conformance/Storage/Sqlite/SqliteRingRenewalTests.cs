namespace Actors.Conformance.Storage.Sqlite;

public sealed class SqliteRingRenewalTests : RingRenewalKit<SqliteUnderTest>;
