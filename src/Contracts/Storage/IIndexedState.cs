namespace Actors.Contracts.Storage;

/// <summary>A grain state that says what goes into the index columns. Storage refuses states that do not.</summary>
public interface IIndexedState
{
    /// <summary>The index columns that belong to this state.</summary>
    StateIndex GetIndex();
}
