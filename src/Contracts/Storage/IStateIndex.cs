namespace Actors.Contracts.Storage;

/// <summary>Reads stored grain states by their index columns; never activates a grain.</summary>
public interface IStateIndex
{
    /// <summary>Rows that match, ordered by key; one that cannot be opened is there without its payload.</summary>
    Task<IReadOnlyList<StateRow>> ListAsync(StateQuery query, CancellationToken cancellationToken);
}
