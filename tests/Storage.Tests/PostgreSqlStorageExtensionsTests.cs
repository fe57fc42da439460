using Actors.Contracts.Storage;
using Actors.Storage.GrainState;
using Actors.Storage.PostgreSql;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Storage;

namespace Actors.Storage.Tests;

public sealed class PostgreSqlStorageExtensionsTests
{
    private const string Server = "Host=db;Database=actors;Username=me;Password=secret";

    [Fact]
    public async Task AddActorsPostgreSqlStorage_Twice_RegistersOnceAndConfiguresTwice()
    {
        await using var services = Add(options => options.ConnectionString = Server).AddActorsPostgreSqlStorage(options => options.LogBytes = 5).BuildServiceProvider();
        Assert.Single(services.GetServices<IDocumentStore>());
        var options = services.GetRequiredService<IOptions<PostgreSqlStorageOptions>>().Value;
        Assert.Equal((Server, 5), (options.ConnectionString, options.LogBytes));
        Assert.Same(options, services.GetRequiredService<StorageOptions>());
        Assert.IsType<SqlGrainStorage>(services.GetRequiredService<IGrainStorage>());
        Assert.Same(services.GetRequiredService<IGrainStorage>(), services.GetRequiredKeyedService<IGrainStorage>(SqliteStorageExtensions.GrainStorageName));
    }

    [Fact]
    public void AddActorsPostgreSqlStorage_BesideAnotherKind_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddActorsSqliteStorage(_ => { }).AddActorsPostgreSqlStorage(_ => { }));

    [Theory]
    [InlineData(nameof(PostgreSqlStorageOptions.ConnectionString))]
    [InlineData(nameof(PostgreSqlStorageOptions.QueueLength))]
    [InlineData(nameof(PostgreSqlStorageOptions.Writers))]
    [InlineData(nameof(PostgreSqlStorageOptions.CommandTimeout))]
    [InlineData(nameof(PostgreSqlStorageOptions.Patience))]
    public void Options_OutOfRange_AreNamed(string wrong)
    {
        using var services = Add(options =>
        {
            options.ConnectionString = wrong == nameof(options.ConnectionString) ? " " : Server;
            if (wrong == nameof(options.QueueLength)) options.QueueLength = 0;
            if (wrong == nameof(options.Writers)) options.Writers = 0;
            if (wrong == nameof(options.CommandTimeout)) options.CommandTimeout = TimeSpan.Zero;
            if (wrong == nameof(options.Patience)) options.Patience = TimeSpan.FromTicks(-1);
        }).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<PostgreSqlStorageOptions>>().Value);
        Assert.Contains(wrong, Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db", "names no Database")]
    [InlineData("Database=x", "names no Host")]
    [InlineData("Host=db;Database=x;Search Path=a,b", "Search Path")]
    [InlineData("Host=db;Database=x;Passwort=secret", "is not understood")]
    [InlineData("postgres://me:secret@db/x?colour=red", "'colour'")]
    [InlineData("postgres://me:sec/ret@db:x/", "is not understood")]
    public void ConnectionString_Wrong_SaysWhyButNotTheSecret(string text, string reason)
    {
        var problem = ConnectionStrings.Problem(text);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sec", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ConnectionString_Address_IsReadWhole()
    {
        var settings = ConnectionStrings.Parse("postgresql://me:p%40ss@db.example:6432/my%20db?sslmode=verify-full&search_path=mine");
        Assert.Equal(("db.example", 6432, "my db", "me", "p@ss", SslMode.VerifyFull, "mine"),
            (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password, settings.SslMode, ConnectionStrings.Schema(settings)));
        Assert.Equal("actors", ConnectionStrings.Schema(ConnectionStrings.Parse("postgres://db/x")));
        Assert.Equal("::1", ConnectionStrings.Parse("postgres://[::1]:5433/x").Host);
        Assert.Null(ConnectionStrings.Problem("postgres://db/x"));
    }

    [Theory]
    [InlineData("Host=db;Database=x", true)]
    [InlineData("server = db ; database=x", true)]
    [InlineData("postgresql://db/x", true)]
    [InlineData("/var/lib/actors/actors.db", false)]
    [InlineData("data.db", false)]
    public void IsConnectionString_TellsThemFromFiles(string text, bool expected) => Assert.Equal(expected, PostgreSqlStorageOptions.IsConnectionString(text));

    [Fact]
    public async Task Connections_PreparedStatementsUnlessSwitchedOff()
    {
        Assert.Equal(64, (await SettingsAsync(Server)).MaxAutoPrepare);
        Assert.Equal(0, (await SettingsAsync(Server + ";Max Auto Prepare=0")).MaxAutoPrepare);
        Assert.Equal(7, (await SettingsAsync(Server + ";MaxAutoPrepare=7")).MaxAutoPrepare);
    }

    [Theory]
    [InlineData("Host=db;Database=x", GssEncryptionMode.Disable)]
    [InlineData("Host=db;Database=x;GSS Encryption Mode=Prefer", GssEncryptionMode.Prefer)]
    [InlineData("Host=db;Database=x;GssEncryptionMode=Require", GssEncryptionMode.Require)]
    [InlineData("postgresql://db/x", GssEncryptionMode.Disable)]
    [InlineData("postgresql://db/x?gssencmode=require", GssEncryptionMode.Require)]
    public async Task Connections_KerberosIsAskedForOnlyByWhoWantsIt(string text, GssEncryptionMode expected) =>
        Assert.Equal(expected, (await SettingsAsync(text)).GssEncryptionMode);

    private static async Task<NpgsqlConnectionStringBuilder> SettingsAsync(string text)
    {
        await using var services = Add(options => options.ConnectionString = text).BuildServiceProvider();
        return new(services.GetRequiredService<PostgreSqlConnections>().MembershipConnectionString);
    }

    private static IServiceCollection Add(Action<PostgreSqlStorageOptions> configure) => new ServiceCollection().AddLogging().AddActorsPostgreSqlStorage(options =>
    {
        options.RingKeys = TestRingKeys.Read;
        configure(options);
    });
}
