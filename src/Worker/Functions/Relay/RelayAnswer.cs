using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Worker.Functions.Relay;

/// <summary>What the function is answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Type of the body; null: none.</param>
/// <param name="Body">The body.</param>
internal sealed record RelayAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Header <c>Allow</c>; null: none.</summary>
    public string? Allow { get; init; }

    /// <summary>An answer of the relay itself, in the shape that the controller's errors have.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">One of the API's codes.</param>
    /// <param name="message">What is wrong.</param>
    public static RelayAnswer Error(int status, string code, string message) =>
        new(status, "application/json", Encoding.UTF8.GetBytes(new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString()));

    /// <summary>The answer as it is sent; the connection ends with it.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder($"HTTP/1.1 {Status} {Words(Status)}\r\nConnection: close\r\nCache-Control: no-store\r\nContent-Length: {Body.Length}\r\n");
        if (ContentType is not null)
        {
            head.Append($"Content-Type: {ContentType}\r\n");
        }
        if (Allow is not null)
        {
            head.Append($"Allow: {Allow}\r\n");
        }
        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. Body.Span];
    }

    /// <inheritdoc/>
    public override string ToString() => $"answer {Status}";

    // Nobody reads them, but some clients want one.
    private static string Words(int status) => status switch
    {
        < 300 => "OK",
        401 => "Unauthorized",
        404 => "Not Found",
        409 => "Conflict",
        413 => "Content Too Large",
        < 500 => "Refused",
        503 => "Service Unavailable",
        _ => "Failed",
    };
}
