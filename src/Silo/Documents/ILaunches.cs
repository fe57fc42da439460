using Actors.Contracts.Identity;
using Actors.Templates.Planning;

namespace Actors.Silo.Documents;

/// <summary>What environments were launched with.</summary>
public interface ILaunches
{
    /// <summary>The environments of a project, or one of them, of which something is up.</summary>
    /// <param name="key">Key of the project or of the environment.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Names of environments and their launches.</returns>
    Task<IReadOnlyList<(string Environment, Launch Launch)>> ListAsync(ActorKey key, CancellationToken cancellationToken);
}
