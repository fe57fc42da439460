using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Api;
using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Silo.Api;
using Actors.Silo.Documents;
using Actors.Templates.Kinds;

namespace Actors.Silo.Environments;

/// <summary>Status of environments, and what their deletion takes along.</summary>
internal sealed class EnvironmentDocuments(IGrainFactory grains, IStateIndex index) : IDocumentStatus, IDeleteRule
{
    /// <inheritdoc cref="IDocumentStatus.Kind"/>
    public string Kind => KindNames.Environment;

    /// <inheritdoc/>
    public async Task<JsonNode?> GetAsync(DocumentScope scope, string name, bool brief, CancellationToken cancellationToken)
    {
        var key = scope.Actor(name).Value;
        if (brief)
        {
            var rows = await index.ListAsync(new() { Kind = "environment", Under = key, Limit = 1, KeysOnly = true }, cancellationToken);
            return JsonSerializer.SerializeToNode(ApiViews.Brief(rows.FirstOrDefault(row => row.Key == key)?.Index.Status ?? "NotDeployed"), ApiJson.Default.EnvironmentStatusView);
        }

        return JsonSerializer.SerializeToNode(ApiViews.Status(await grains.GetGrain<IEnvironmentGrain>(key).GetState()), ApiJson.Default.EnvironmentStatusView);
    }

    /// <inheritdoc/>
    public async Task BeforeDeleteAsync(DocumentScope scope, string name, CancellationToken cancellationToken)
    {
        var key = scope.Actor(name).Value;
        var answer = await grains.GetGrain<IEnvironmentGrain>(key).ForgetAsync();
        if (answer.Code is RunAnswerCode.Conflict or RunAnswerCode.Invalid)
        {
            throw ApiException.Conflict(answer.Message ?? $"Environment '{name}' is deployed or has an open run. Destroy it first.");
        }
    }
}
