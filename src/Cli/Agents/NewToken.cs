using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Contracts.Api;

namespace Actors.Cli.Agents;

/// <summary>Makes a token of an agent. One that does not get to where it is kept is deleted: it would open the agent's endpoints, and nobody would know of it.</summary>
internal static class NewToken
{
    /// <summary>Makes one.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="agent">Name of the agent.</param>
    /// <param name="keep">Brings it to where it is kept.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="CliException">It could not be kept.</exception>
    public static async Task KeepAsync(Invocation invocation, string agent, Func<CreatedToken, Task> keep, CancellationToken cancellation)
    {
        var created = ApiClient.Read(await invocation.Api.PostOnceAsync(ApiPaths.Tokens(invocation.Project, agent), null, cancellation), ApiJson.Default.CreatedToken);
        try
        {
            await keep(created);
        }
        catch (Exception exception)
        {
            var left = await DeleteAsync(invocation, agent, created.Id);
            if (exception is OperationCanceledException && left is null)
            {
                throw;
            }

            throw new CliException(ExitCodes.Failed, $"The new token {created.Id} of Agent/{agent} cannot be kept: {exception.Message} {left ?? "It was deleted again."}");
        }
    }

    /// <summary>Also when the command was interrupted.</summary>
    /// <returns>What is left to do; null: nothing.</returns>
    private static async Task<string?> DeleteAsync(Invocation invocation, string agent, string id)
    {
        try
        {
            await invocation.Api.DeleteAsync(ApiPaths.Tokens(invocation.Project, agent, id), CancellationToken.None);
            return null;
        }
        catch (Exception exception) when (exception is ApiException or UnreachableException)
        {
            return $"It could not be deleted, and nobody has it: delete it by 'actors delete token {agent}/{id} --project {invocation.Project}'. {exception.Message}";
        }
    }
}
