using System.Runtime.InteropServices;

namespace Actors.Silo.Hosting;

/// <summary>
/// SIGINT and SIGTERM. The first asks the silo to end in good order; it takes the place of the host's own console lifetime, which tells Orleans to refuse calls before the
/// agents could take leave. A second one ends the process as the system does.
/// </summary>
public sealed class StopSignals : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _requested = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Requested => _requested.Token;

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _requested.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (!_requested.IsCancellationRequested)
        {
            context.Cancel = true;
            _requested.Cancel();
        }
    }
}
