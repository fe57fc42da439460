using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Http;

/// <summary>Makes an HTTP call: no proxy, no cookies, redirects one by one, and to nothing that <see cref="HttpGuard"/> refuses.</summary>
internal sealed class HttpExecutor(HttpJob job) : IJobExecutor
{
    private const int Excerpt = 1000;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(JobContext context)
    {
        var guard = new HttpGuard(context.HttpAllow, context.HttpRefuse, Dns.GetHostAddressesAsync);
        using var handler = Handler(guard);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Control.Interrupt);
        limit.CancelAfter(job.Timeout);
        var call = HttpCall.Of(job);
        try
        {
            for (var hops = 0; ; hops++)
            {
                using var request = call.ToRequest();
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if (IsRedirect(answer) && answer.Headers.Location is { } location && job.MaxRedirects > 0)
                {
                    if (hops == job.MaxRedirects)
                    {
                        throw new JobFailure(ReasonCode.HttpFailed, $"{job.Method} {call.Origin}: more than {job.MaxRedirects} redirects.");
                    }
                    await context.Log.LineAsync($"{call}: {(int)answer.StatusCode}, redirected", limit.Token);
                    call = call.Redirected((int)answer.StatusCode, location);
                    continue;
                }
                return await EndAsync(context, call, await HttpAnswer.ReadAsync(answer, job.MaxAnswerBytes, limit.Token));
            }
        }
        catch (OperationCanceledException) when (!context.Control.Interrupt.IsCancellationRequested)
        {
            throw new JobFailure(ReasonCode.DeadlineExceeded, $"{call} was not answered within {job.Timeout.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or IOException)
        {
            throw Refusal(e) is { } refused
                ? new JobFailure(ReasonCode.InvalidInput, $"{call} is refused: {refused.Message}")
                : new JobFailure(ReasonCode.HttpFailed, $"{call} had no answer: {Words(e)}");
        }
    }

    private static async Task<JobOutcome> EndAsync(JobContext context, HttpCall call, HttpAnswer answer)
    {
        await context.Log.LineAsync($"{call}: {answer.Line}", context.Control.Interrupt);
        var outcome = new JobOutcome(answer.ToJson(), [], answer.Line) { Status = new JsonObject { ["http"] = answer.ToJson() } };
        return answer.Succeeded
            ? outcome
            : throw new JobFailure(ReasonCode.HttpFailed, $"{call} was answered {answer.Line}.{(answer.Body is null ? "" : $"\n{answer.Excerpt(Excerpt)}")}") { Outcome = outcome };
    }

    private SocketsHttpHandler Handler(HttpGuard guard)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30), ConnectCallback = guard.ConnectAsync };
        if (job.CaCert is { Length: > 0 } pem)
        {
            handler.SslOptions.CertificateChainPolicy = Trust(pem);
        }
        if (job.Insecure)
        {
#pragma warning disable CA5359 // The template says so.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        return handler;
    }

    private static X509ChainPolicy Trust(string pem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            // Told below.
        }
        return policy.CustomTrustStore.Count > 0 ? policy : throw new JobFailure(ReasonCode.InvalidInput, "caCert holds no certificate in PEM.");
    }

    private static bool IsRedirect(HttpResponseMessage answer) => (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308;

    private static RefusedAddressException? Refusal(Exception? e) => e is null ? null : e as RefusedAddressException ?? Refusal(e.InnerException);

    private static string Words(Exception e) => e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{e.Message} {inner.Message}" : e.Message;
}
