namespace Actors.Contracts.Storage;

/// <summary>Reads stored grain states by their index columns; never activates a grain.</summary>
public interface IStateIndex
{
    /// <summary>Rows that match, ordered by key.</summary>
    Task<IReadOnlyList<StateRow>> ListAsync(StateQuery query, CancellationToken cancellationToken);
}
