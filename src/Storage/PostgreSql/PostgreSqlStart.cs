namespace Actors.Storage.PostgreSql;

/// <summary>Before anything else of a silo: waits for the server and applies the schema, which Orleans' provider of membership expects to be there.</summary>
internal sealed class PostgreSqlStart(PostgreSqlDatabase database) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(PostgreSqlStart), ServiceLifecycleStage.First, database.PrepareAsync);
}
