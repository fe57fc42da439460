namespace Actors.Scheduling.Hosting;

/// <summary>The place where one machine's state is stored: grain storage, or a simulated disk.</summary>
public interface IStateCell<TState>
    where TState : class
{
    /// <summary>What is stored; null: nothing.</summary>
    ValueTask<TState?> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Stores the state. Throws when it cannot say that the state is stored, or when somebody else stored meanwhile.</summary>
    ValueTask SaveAsync(TState state, CancellationToken cancellationToken);

    /// <summary>Removes what is stored.</summary>
    ValueTask ClearAsync(CancellationToken cancellationToken);
}
