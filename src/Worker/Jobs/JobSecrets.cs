using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Workers;
using Actors.Worker.Http;

namespace Actors.Worker.Jobs;

/// <summary>All values of a job that must not be printed.</summary>
internal static class JobSecrets
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Collects them.</summary>
    public static IEnumerable<string> Of(SessionResponse session)
    {
        var job = session.Job;
        IEnumerable<string?> values =
        [
            session.Token, .. job.Secrets, job.Git?.Password, job.Git?.PrivateKey, job.OpenTofu?.StatePassword, job.Function?.LogToken, job.Function?.StateToken,
            .. HttpSecrets.Of(job.Http),
            .. job.Files.Where(x => x.Sensitive).Select(x => Text(x.Content)),
            .. (job.OpenTofu?.Variables ?? []).Where(x => x.Sensitive).SelectMany(x => Leaves(x.Json).Append(x.Hcl?.Trim().Trim('"'))),
        ];
        return values.OfType<string>();
    }

    private static string? Text(byte[] content)
    {
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null; // Not text: it cannot be printed as one.
        }
    }

    private static IEnumerable<string?> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(x => Leaves(x.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value.GetValue<string>()],
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => [value.ToJsonString()],
        _ => [],
    };
}
