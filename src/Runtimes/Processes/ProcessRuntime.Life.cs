using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Processes;

public sealed partial class ProcessRuntime
{
    /// <summary>Ends the looking after. The workers run on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_loop is { } loop)
            await loop;
        _cgroups.Release();
    }

    private async Task LaunchAsync(WorkerFolder folder, WorkerFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var supervisor = _starter.Spawn(folder, file);
            await _starter.WaitAsync(folder, supervisor, cancellationToken);
            LogStarted(folder.Worker, file.Activity, file.Attempt);
        }
        catch (WorkerStartException)
        {
            await RemoveAsync(folder, CancellationToken.None);
            throw;
        }
    }

    private async Task RemoveAsync(WorkerFolder folder, CancellationToken cancellationToken)
    {
        _keeper.Forget(folder.Worker);
        if (await _remover.RemoveAsync(folder, cancellationToken))
            LogRemoved(folder.Worker);
        await _keeper.LookAsync(cancellationToken);
    }

    // One at a time: what a round sees is never half of a start or a removal.
    private async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
        var turn = await Turn.TakeAsync(_gate, cancellationToken);
        try
        {
            if (_loop is null)
            {
                await BeginAsync(cancellationToken);
                _loop = Task.Run(RunAsync, CancellationToken.None);
            }

            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_agentFolder)!, WorkerFolder.PrivateFolder);
        Directory.CreateDirectory(_agentFolder, WorkerFolder.PrivateFolder);
        LogReady(_settings.AgentName, _agentFolder, _cgroups.Note);
        if (await _remover.CollectAsync(cancellationToken) is > 0 and var count)
            LogCollected(count, _agentFolder);
        // Created and never started: whoever created them ended in between.
        foreach (var folder in Directory.EnumerateDirectories(_agentFolder, "actors-*").Select(path => new WorkerFolder(path)))
        {
            if (_inspector.ReadOwn(folder) is { } file && folder.ReadIdentity() is null && folder.ReadExit() is null)
                await ResumeAsync(folder, file, cancellationToken);
        }

        await _keeper.LookAsync(cancellationToken);
    }

    private async Task ResumeAsync(WorkerFolder folder, WorkerFile file, CancellationToken cancellationToken)
    {
        try
        {
            await LaunchAsync(folder, file, cancellationToken);
        }
        catch (WorkerStartException exception)
        {
            // It is removed, which its slot sees; the others must not suffer.
            LogResumeFailed(exception, folder.Worker);
        }
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var wake = _wake.Task;
            await Task.WhenAny(Task.Delay(_interval, _time, _end.Token), wake);
            if (wake.IsCompleted)
                _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                using (await Turn.TakeAsync(_gate, _end.Token))
                    await _keeper.LookAsync(_end.Token);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogRoundFailed(exception, _settings.AgentName);
            }
        }
    }

    private void Wake() => _wake.TrySetResult();
}
