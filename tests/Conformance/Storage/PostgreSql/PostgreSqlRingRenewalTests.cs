namespace Actors.Conformance.Storage.PostgreSql;

public sealed class PostgreSqlRingRenewalTests : RingRenewalKit<PostgreSqlUnderTest>;
