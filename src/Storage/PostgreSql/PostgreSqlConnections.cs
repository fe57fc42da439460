using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Actors.Storage.PostgreSql;

/// <summary>Connections to the database: how they are opened, and what each of them promises. Knows nothing of what is stored.</summary>
internal sealed class PostgreSqlConnections : IAsyncDisposable, IDisposable
{
    // A silo that stopped in the middle of a transaction must not keep others waiting for longer: they give up a lock only after that.
    private static readonly TimeSpan IdleInTransaction = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(10);

    private readonly NpgsqlDataSource _source;
    private readonly PostgreSqlStorageOptions _options;

    public PostgreSqlConnections(IOptions<PostgreSqlStorageOptions> options)
    {
        _options = options.Value;
        var settings = ConnectionStrings.Parse(_options.ConnectionString);
        Schema = ConnectionStrings.Schema(settings);
        Name = $"'{settings.Database}' at {settings.Host}:{settings.Port}";
        var several = settings.Host!.Contains(',', StringComparison.Ordinal);

        Complete(settings, "actors", _options.Readers + _options.Writers + 4);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.UsePhysicalConnectionInitializer(Initialize, InitializeAsync);
        _source = several ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary) : builder.Build();

        Complete(settings, "actors membership", 4);
        if (several) settings.TargetSessionAttributes = "primary";
        MembershipConnectionString = settings.ConnectionString;
    }

    /// <summary>The schema that everything is in.</summary>
    public string Schema { get; }

    /// <summary>Which database it is, for people.</summary>
    public string Name { get; }

    /// <summary>For Orleans' provider of membership, whose connections are its own.</summary>
    public string MembershipConnectionString { get; }

    /// <summary>Opens a connection, or takes one that is idle.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _source.OpenConnectionAsync(cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public void Dispose() => _source.Dispose();

    private void Complete(NpgsqlConnectionStringBuilder settings, string application, int connections)
    {
        settings.ApplicationName = application;
        settings.SearchPath = Schema;
        settings.Timeout = Seconds(_options.ConnectTimeout);
        settings.CommandTimeout = Seconds(_options.CommandTimeout);
        settings.MaxPoolSize = connections;
        // Nothing of one user of a connection is left for the next, and what is set below must stay.
        settings.NoResetOnClose = true;
        // Some poolers between a silo and the server know no prepared statements: there it is set to 0.
        if (!settings.ShouldSerialize("Max Auto Prepare")) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (64, 2);
        // Kerberos' encryption, which Npgsql would try first, is for whoever asks for it: its library is not in the images, and looking for it in vain prints a warning.
        if (!settings.ShouldSerialize("GSS Encryption Mode") && Environment.GetEnvironmentVariable("PGGSSENCMODE") is null) settings.GssEncryptionMode = GssEncryptionMode.Disable;
        // A constraint's details hold what was to be stored.
        settings.IncludeErrorDetail = false;
        settings.Enlist = false;
    }

    private string Promises() => $"""
        SELECT set_config('idle_in_transaction_session_timeout', '{Milliseconds(IdleInTransaction)}', false), set_config('lock_timeout', '{Milliseconds(LockWait)}', false),
            set_config('statement_timeout', '{Milliseconds(_options.CommandTimeout + TimeSpan.FromSeconds(5))}', false),
            set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)
        """;

    private void Initialize(NpgsqlConnection connection)
    {
        using var command = Command(connection);
        command.ExecuteNonQuery();
    }

    private async Task InitializeAsync(NpgsqlConnection connection)
    {
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync();
    }

    private NpgsqlCommand Command(NpgsqlConnection connection) => new NpgsqlCommand(Promises(), connection);

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
}
