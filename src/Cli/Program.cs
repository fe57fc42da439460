using System.Runtime.InteropServices;
using Actors.Cli.Hosting;

using var interrupted = new CancellationTokenSource();
using var sigint = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var sigterm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

return await new CliApplication(CliHost.OfThisProcess()).RunAsync(args, interrupted.Token);

void Interrupt(PosixSignalContext context)
{
    // The second signal ends the program at once.
    context.Cancel = !interrupted.IsCancellationRequested;
    interrupted.Cancel();
}
