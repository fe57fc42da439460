using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Http;

/// <summary>The call as it is at one of its hops.</summary>
/// <param name="Address">Where it goes.</param>
/// <param name="Method">Method.</param>
/// <param name="Headers">Headers.</param>
/// <param name="Body">Body, or null.</param>
internal sealed record HttpCall(Uri Address, HttpMethod Method, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    private const string ContentType = "Content-Type";
    // What a connection is about is not for a template to say: it would make two requests of one.
    private static readonly string[] Ours = ["Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "Expect", "TE", "Trailer", "Proxy-Connection"];
    private static readonly string[] Public = ["Accept", "Accept-Language", "User-Agent"];

    /// <summary>The call of a job.</summary>
    /// <exception cref="JobFailure">It is no call; the message names no secret.</exception>
    public static HttpCall Of(HttpJob job)
    {
        if (!Uri.TryCreate(job.Endpoint, UriKind.Absolute, out var address) || !IsHttp(address))
        {
            throw Invalid("The endpoint must be an http:// or https:// address.");
        }
        if (address.UserInfo.Length > 0)
        {
            throw Invalid("The endpoint holds a user or a password: send an Authorization header instead.");
        }
        foreach (var name in job.Headers.Keys.Where(name => Ours.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            throw Invalid($"The header '{name}' is for the connection, not for a template: leave it out.");
        }
        try
        {
            return new(address, new HttpMethod(job.Method.Trim().ToUpperInvariant()), job.Headers, job.Body);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw Invalid($"'{job.Method}' is no HTTP method.");
        }
    }

    /// <summary>Scheme, host and port.</summary>
    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>The next hop.</summary>
    /// <param name="status">Status of the redirect.</param>
    /// <param name="location">Where it leads.</param>
    /// <exception cref="JobFailure">It may not go on there.</exception>
    public HttpCall Redirected(int status, Uri location)
    {
        var target = location.IsAbsoluteUri ? location : new Uri(Address, location);
        if (!IsHttp(target) || target.UserInfo.Length > 0)
        {
            throw Failed($"{Origin} redirects ({status}) to something that is no http:// or https:// address.");
        }
        if (Address.Scheme == Uri.UriSchemeHttps && target.Scheme != Uri.UriSchemeHttps)
        {
            throw Failed($"{Origin} redirects ({status}) to {target.GetLeftPart(UriPartial.Authority)}, without TLS: it is not followed.");
        }
        // As browsers do it: 303 is a GET always, 301 and 302 are one after a POST.
        var get = (status == 303 && Method != HttpMethod.Head) || (status is 301 or 302 && Method == HttpMethod.Post);
        var next = this with { Address = target, Method = get ? HttpMethod.Get : Method, Body = get ? null : Body };
        if (target.GetLeftPart(UriPartial.Authority) == Origin)
        {
            return next;
        }
        return next.Body is null
            ? next with { Headers = Headers.Where(header => Public.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary() }
            : throw Failed($"{Origin} redirects ({status}) to {next.Origin}, which is another server: the body may hold secrets and does not follow. Make that the endpoint.");
    }

    /// <summary>The request.</summary>
    /// <exception cref="JobFailure">A header is none; the message names it.</exception>
    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Method, Address);
        if (Body is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (!Headers.Keys.Contains(ContentType, StringComparer.OrdinalIgnoreCase))
            {
                request.Content.Headers.TryAddWithoutValidation(ContentType, body.AsSpan().TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain; charset=utf-8");
            }
        }
        foreach (var (name, value) in Headers)
        {
            // A line break would begin another header.
            if (value.AsSpan().ContainsAny('\r', '\n', '\0')
                || !(request.Headers.TryAddWithoutValidation(name, value) || (request.Content?.Headers.TryAddWithoutValidation(name, value) ?? IsOfContent(name))))
            {
                throw Invalid($"'{name}' is no header of a call, or its value has a line break.");
            }
        }
        return request;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Origin}";

    private static bool IsOfContent(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    private static bool IsHttp(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;

    private static JobFailure Invalid(string why) => new(ReasonCode.InvalidInput, why);

    private static JobFailure Failed(string why) => new(ReasonCode.HttpFailed, why);
}
