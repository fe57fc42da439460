using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Actors.Worker.Session;

internal sealed partial class ControllerClient
{
    private const string StateUser = "worker";

    /// <summary>
    /// Whether it is sure that the job's resource has no OpenTofu state. The state's lock is held meanwhile: while another holds it, one may be on its way.
    /// </summary>
    /// <param name="password">Password of the state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HttpRequestException">The lock could not be given back.</exception>
    public async Task<bool> IsWithoutStateAsync(string password, CancellationToken cancellationToken)
    {
        var holder = new JsonObject { ["ID"] = Guid.NewGuid().ToString(), ["Operation"] = "destroy", ["Who"] = "actors worker", ["Info"] = "looks for a state" }.ToJsonString();
        if (await AskStateAsync("LOCK", password, holder, cancellationToken) != HttpStatusCode.OK)
        {
            return false;
        }
        var found = await AskStateAsync("GET", password, null, cancellationToken);
        var unlocked = await AskStateAsync("UNLOCK", password, holder, cancellationToken);
        return unlocked == HttpStatusCode.OK
            ? found is HttpStatusCode.NotFound or HttpStatusCode.NoContent
            : throw new HttpRequestException($"The lock of the OpenTofu state could not be given back: {(int?)unlocked}.");
    }

    // Null: no answer.
    private async Task<HttpStatusCode?> AskStateAsync(string method, string password, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), StateAddress);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{StateUser}:{password}")));
        Trace(request);
        request.Content = body is null ? null : Bytes(new ByteArrayContent(Encoding.UTF8.GetBytes(body)), "application/json");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(CallTime);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
