using System.Globalization;
using System.Text;
using Actors.Contracts.Workers;

namespace Actors.Worker.Functions.Relay;

/// <summary>Reads the one request that a connection has. What is not sure to be one request of HTTP/1.1 is refused.</summary>
internal sealed class RelayReader(Stream stream)
{
    private const int MaxHead = 32 * 1024;
    private const int MaxChunkLine = 256;
    private const string Length = "Content-Length";
    private const string Encoded = "Transfer-Encoding";
    private const string Expect = "Expect";
    private const string Agent = "User-Agent";
    private const string ContentType = "Content-Type";
    private static readonly byte[] Continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();
    private static readonly HashSet<string> Passed = new(StringComparer.OrdinalIgnoreCase)
    {
        FunctionProtocol.StateTokenHeader, FunctionProtocol.WorkflowTokenHeader, FunctionProtocol.OrganizationHeader, FunctionProtocol.ProjectHeader, FunctionProtocol.EnvironmentIdHeader, ContentType,
    };

    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { Length, Encoded, Expect, Agent };
    private readonly RelayInput _input = new(stream);
    private int _head = MaxHead;

    /// <summary>Reads its head.</summary>
    /// <exception cref="RelayRefusal">It is not passed on.</exception>
    /// <exception cref="EndOfStreamException">Whoever calls went away.</exception>
    public async Task<RelayHead> HeadAsync(CancellationToken cancellationToken)
    {
        var (method, target, version) = await RequestLineAsync(cancellationToken);
        var (passed, own) = await HeadersAsync(cancellationToken);
        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? target[mark..] : "";
        var route = RelayRoute.Of(target[..^query.Length])
            ?? throw new RelayRefusal(RelayAnswer.Error(404, "NotFound", $"Functions reach {RelayRoute.State.Path} and {RelayRoute.Log.Path} here, nothing else."));
        if (!route.Methods.Contains(method))
        {
            var allowed = string.Join(", ", route.Methods);
            throw new RelayRefusal(RelayAnswer.Error(405, "Invalid", $"{route.Path} takes {allowed}.") with { Allow = allowed });
        }
        // Clients in Python limit the time between two pieces of an answer, and take any number of interim ones; those in Go limit nothing, and take five.
        var signs = version == "HTTP/1.1" && own.GetValueOrDefault(Agent, "").StartsWith("python", StringComparison.OrdinalIgnoreCase);
        return new RelayHead(route, method, query, passed, own, signs);
    }

    /// <summary>Reads its body; null: it has none.</summary>
    /// <exception cref="RelayRefusal">It is not passed on.</exception>
    /// <exception cref="EndOfStreamException">Whoever calls went away.</exception>
    public async Task<ReadOnlyMemory<byte>?> BodyAsync(RelayHead head, CancellationToken cancellationToken)
    {
        var (route, own) = (head.Route, head.Own);
        var encoded = own.GetValueOrDefault(Encoded);
        if (own.GetValueOrDefault(Length) is { } text)
        {
            if (encoded is not null || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                throw RelayRefusal.Invalid("The length of the body is not clear.");
            }
            if (length > route.MaxBody)
            {
                throw TooLarge(route);
            }
            await ContinueAsync(own, cancellationToken);
            var body = new byte[length];
            await _input.FillAsync(body, cancellationToken);
            return body;
        }
        if (encoded is null)
        {
            return null;
        }
        if (!encoded.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            throw RelayRefusal.Invalid($"{Encoded}: only chunked is known.", 501);
        }
        await ContinueAsync(own, cancellationToken);
        return await ChunksAsync(route, cancellationToken);
    }

    private async Task<(string Method, string Target, string Version)> RequestLineAsync(CancellationToken cancellationToken)
    {
        var line = await HeadLineAsync(cancellationToken);
        return line.Split(' ') is [{ Length: > 0 } method, ['/', ..] target, { } version] && version is "HTTP/1.1" or "HTTP/1.0"
            && !target.Any(c => c is <= ' ' or >= '\x7f' or '#')
            ? (method, target, version)
            : throw RelayRefusal.Invalid("This is no request of HTTP/1.1 to a path.");
    }

    private async Task<(Dictionary<string, string> Passed, Dictionary<string, string> Own)> HeadersAsync(CancellationToken cancellationToken)
    {
        var passed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var own = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await HeadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon > 0 ? line[..colon] : "";
            var value = line[(colon + 1)..].Trim(' ', '\t');
            if (name.Length == 0 || name.Any(c => c is <= ' ' or >= '\x7f') || value.Any(c => (c < ' ' && c != '\t') || c == '\x7f'))
            {
                throw RelayRefusal.Invalid("A line of the head is no header: it has no name before a colon, or characters that headers cannot have.");
            }
            var kept = Passed.Contains(name) ? passed : Own.Contains(name) ? own : null;
            if (kept is not null && !Ascii.IsValid(value))
            {
                // It could not be sent, however often it is tried.
                throw RelayRefusal.Invalid($"The header {name} is not ASCII.");
            }
            if (kept?.TryAdd(name, value) == false)
            {
                throw RelayRefusal.Invalid($"The header {name} is there twice.");
            }
        }
        return (passed, own);
    }

    private async Task<ReadOnlyMemory<byte>?> ChunksAsync(RelayRoute route, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await _input.LineAsync(MaxChunkLine, cancellationToken);
            if (!int.TryParse(line.Split(';')[0].TrimEnd(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
            {
                throw RelayRefusal.Invalid("The body is not chunked as it should be.");
            }
            if (size == 0)
            {
                // What follows the last chunk tells nothing.
                while (await HeadLineAsync(cancellationToken) is { Length: > 0 })
                {
                }
                return body.ToArray();
            }
            if (size > route.MaxBody - body.Length)
            {
                throw TooLarge(route);
            }
            var chunk = new byte[size];
            await _input.FillAsync(chunk, cancellationToken);
            body.Write(chunk);
            if (await _input.LineAsync(MaxChunkLine, cancellationToken) is { Length: > 0 })
            {
                throw RelayRefusal.Invalid("The body is not chunked as it should be.");
            }
        }
    }

    private async Task ContinueAsync(IReadOnlyDictionary<string, string> own, CancellationToken cancellationToken)
    {
        if (own.GetValueOrDefault(Expect, "").Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await stream.WriteAsync(Continue, cancellationToken);
        }
    }

    private async Task<string> HeadLineAsync(CancellationToken cancellationToken)
    {
        var line = await _input.LineAsync(_head, cancellationToken);
        _head -= line.Length + 2;
        return line;
    }

    private static RelayRefusal TooLarge(RelayRoute route) => new(RelayAnswer.Error(413, "TooLarge", $"The body is larger than the {route.MaxBody} bytes that it may have."));
}
