namespace Actors.Storage.Tests.Testing;

/// <summary>Holds a thread until the test lets it go; at most a minute, so that a failing test ends.</summary>
public sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim _event = new();

    public void Wait()
    {
        if (!_event.Wait(TimeSpan.FromMinutes(1))) throw new TimeoutException("The test never opened the gate.");
    }

    public void Open() => _event.Set();

    public void Dispose()
    {
        _event.Set();
        _event.Dispose();
    }
}
