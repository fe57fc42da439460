using Actors.Contracts.Storage;

namespace Actors.Grains.Tests.Hosting;

/// <summary>Answers every question with the same rows, and keeps the questions.</summary>
internal sealed class FakeStateIndex(params StateRow[] rows) : IStateIndex
{
    private readonly TaskCompletionSource<StateQuery> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first question.</summary>
    public Task<StateQuery> First => _first.Task;

    public Task<IReadOnlyList<StateRow>> ListAsync(StateQuery query, CancellationToken cancellationToken)
    {
        _first.TrySetResult(query);
        return Task.FromResult<IReadOnlyList<StateRow>>(rows);
    }
}
