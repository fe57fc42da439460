using System.Runtime.InteropServices;
using Actors.Cli.Hosting;

var host = CliHost.OfThisProcess();
using var interrupted = new CancellationTokenSource();
using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

return await new CliApplication(host).RunAsync(args, interrupted.Token);

void Interrupt(PosixSignalContext context)
{
    if (interrupted.IsCancellationRequested)
    {
        // The second signal ends the program at once, unless it has to tidy up first.
        var again = host.InterruptedAgain;
        context.Cancel = again is not null;
        again?.Invoke();
        return;
    }

    context.Cancel = true;
    interrupted.Cancel();
}
