using System.Net.Sockets;
using Actors.Contracts.Storage;
using Actors.Storage.PostgreSql;
using Npgsql;

namespace Actors.Storage.Tests.PostgreSql;

public sealed class PostgreSqlErrorsTests
{
    [Theory]
    [InlineData("25P03", true, true)] // idle_in_transaction_session_timeout
    [InlineData("25P04", true, true)] // transaction_timeout
    [InlineData("57P01", true, true)] // admin_shutdown
    [InlineData("57P02", true, true)] // crash_shutdown
    [InlineData("57P03", true, true)] // cannot_connect_now
    [InlineData("57P05", true, true)] // idle_session_timeout
    [InlineData("08006", true, true)] // connection_failure
    [InlineData("08P01", true, true)] // protocol_violation
    [InlineData("40001", true, true)] // serialization_failure
    [InlineData("40P01", true, true)] // deadlock_detected
    [InlineData("53300", true, true)] // too_many_connections
    [InlineData("53100", false, true)] // disk_full
    [InlineData("53200", false, true)] // out_of_memory
    [InlineData("55P03", false, true)] // lock_not_available
    [InlineData("57014", false, true)] // query_canceled
    [InlineData("25006", false, true)] // read_only_sql_transaction
    [InlineData("57P04", false, false)] // database_dropped
    [InlineData("28P01", false, false)] // invalid_password
    [InlineData("42501", false, false)] // insufficient_privilege
    [InlineData("42P01", false, false)] // undefined_table
    [InlineData("23505", false, false)] // unique_violation
    [InlineData("XX001", false, false)] // data_corrupted
    public void Translate_WordOfTheServer_IsUnavailableWhereTryingAgainIsRight(string state, bool isTriedAgain, bool isUnavailable)
    {
        var error = new PostgresException("said", "FATAL", "FATAL", state);

        Assert.Equal(isTriedAgain, PostgreSqlErrors.MayPass(error));
        AssertTranslated(error, isUnavailable);
    }

    [Fact]
    public void Translate_ServerNotReached_IsUnavailable()
    {
        Exception[] errors =
        [
            new NpgsqlException("broken", new IOException("pipe")), new NpgsqlException("away", new SocketException(111)), new NpgsqlException("slow", new TimeoutException()),
            new NpgsqlException("several", new AggregateException(new PostgresException("standby starts", "FATAL", "FATAL", "57P03"), new InvalidOperationException())),
            new SocketException(111), new TimeoutException(), new EndOfStreamException(),
        ];

        Assert.All(errors, error => Assert.True(PostgreSqlErrors.MayPass(error)));
        Assert.All(errors, error => AssertTranslated(error, isUnavailable: true));
    }

    [Fact]
    public void Translate_OtherErrors_StayWhatTheyAre()
    {
        var error = new InvalidOperationException("ours");

        Assert.Same(error, PostgreSqlErrors.Translate(error, "db"));
    }

    private static void AssertTranslated(Exception error, bool isUnavailable)
    {
        var translated = PostgreSqlErrors.Translate(error, "'db' at host:5432");

        Assert.Equal(isUnavailable ? typeof(StoreUnavailableException) : typeof(IOException), translated.GetType());
        Assert.Contains("'db' at host:5432", translated.Message, StringComparison.Ordinal);
        Assert.Same(error, translated.InnerException);
    }
}
