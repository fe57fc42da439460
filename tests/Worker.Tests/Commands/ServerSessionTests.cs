using System.Net;
using System.Net.Sockets;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Testing;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Commands;

/// <summary>A small server in Perl, which every Debian has, as the program of a worker.</summary>
public sealed class ServerSessionTests
{
    // Answers GET with 200, POST with what it was sent; the path says what goes wrong.
    private const string Server = """
        use IO::Socket::INET;
        $| = 1; $SIG{TERM} = sub { print "asked to end\n"; exit 0 };
        my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $ARGV[0], Listen => 5, ReuseAddr => 1) or die "port: $!";
        print "listening\n";
        while (my $client = $listener->accept) {
          my ($method, $path) = split / /, scalar <$client>;
          my ($length, $headers) = (0, '');
          while (my $line = <$client>) { last if $line =~ /^\r?$/; $length = $1 if $line =~ /^content-length: (\d+)/i; $headers .= $1 if $line =~ /^x-event-type: (\w+)/i; }
          read $client, my $body, $length;
          print "$method $path\n";
          exit 3 if $path eq '/dies';
          sleep 100 if $path eq '/sleeps';
          my ($status, $answer) = $path eq '/_/ready' ? (200, '{}') : $path eq '/large' ? (200, 'x' x 5000) : $path eq '/fails' ? (500, '{"error_code": 2}')
            : $path eq '/text' ? (200, 'not JSON') : (200, qq({"event": "$headers", "got": $body}));
          print $client "HTTP/1.1 $status X\r\nContent-Length: " . length($answer) . "\r\nConnection: close\r\n\r\n$answer";
          close $client;
        }
        """;

    [Fact]
    public async Task Run_Calls_AnswersAreTheOutputAndTheServerIsStopped()
    {
        await using var bench = await Bench.StartAsync(Job(
            new() { Body = "{\"a\": 1}", Headers = new Dictionary<string, string> { ["X-Event-Type"] = "deploy", ["Content-Type"] = "application/json" } },
            new() { Path = "/fails", Body = "{}" },
            new() { Method = "GET", Path = "/text" }));

        Assert.Equal(0, await bench.RunAsync());
        var calls = bench.Controller.Result!.Outputs!["calls"]!.AsArray();
        Assert.Equal([200, 500, 200], calls.Select(call => call!["status"]!.GetValue<int>()));
        Assert.Equal("deploy", calls[0]!["body"]!["event"]!.GetValue<string>());
        Assert.Equal(1, calls[0]!["body"]!["got"]!["a"]!.GetValue<int>());
        Assert.Equal(2, calls[1]!["body"]!["error_code"]!.GetValue<int>());
        Assert.Equal("not JSON", calls[2]!["body"]!.GetValue<string>());
        Assert.Contains("asked to end", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dies", ReasonCode.ExitCode, "exit code 3")]
    [InlineData("/large", ReasonCode.LimitExceeded, "1000 bytes")]
    [InlineData("/sleeps", ReasonCode.DeadlineExceeded, "POST /sleeps")]
    [InlineData("no-slash", ReasonCode.InvalidInput, "no-slash")]
    [InlineData("//10.0.0.1/x", ReasonCode.InvalidInput, "//10.0.0.1/x")]
    public async Task Run_CallGoesWrong_ReasonAndWords(string path, ReasonCode reason, string words)
    {
        await using var bench = await Bench.StartAsync(Job(new ServerCall { Path = path, Body = "{}", MaxAnswerBytes = 1000, Timeout = TimeSpan.FromSeconds(path == "/sleeps" ? 0.5 : 60) }));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(reason, bench.Controller.Result!.Reason);
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 4", ReasonCode.ExitCode, "exit code 4")]
    [InlineData("sleep 1000", ReasonCode.JobFailed, "not ready within")]
    public async Task Run_NeverReady_ReasonAndWords(string script, ReasonCode reason, string words)
    {
        var job = CommandExecutorTests.Command("sh", "-c", script);
        await using var bench = await Bench.StartAsync(job with { Command = job.Command! with { Server = new() { Port = FreePorts.Take(), ReadyTimeout = TimeSpan.FromSeconds(script == "exit 4" ? 60 : 1) } } });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(reason, bench.Controller.Result!.Reason);
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CancelledInACall_ServerIsGone()
    {
        await using var bench = await Bench.StartAsync(Job(new ServerCall { Path = "/sleeps", Body = "{}" }));
        var running = bench.RunAsync();
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("POST /sleeps", StringComparison.Ordinal), "the call is there");

        bench.Controller.Cancel = true;

        Assert.Equal(WorkerProtocol.ExitCancelled, await running);
        Assert.Equal(ReasonCode.Cancelled, bench.Controller.Result!.Reason);
    }

    private static WorkerJob Job(params ServerCall[] calls)
    {
        var port = FreePorts.Take();
        var job = CommandExecutorTests.Command("perl", "-e", Server, $"{port}");
        return job with { Command = job.Command! with { Server = new() { Port = port, Calls = calls } } };
    }
}
