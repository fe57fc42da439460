using Actors.Cli.Hosting;
using Actors.Cli.Output;

namespace Actors.Cli.Clusters;

/// <summary>What the command prints: its own lines on the standard output, the silos' logs on the standard error with the silo's name in front.</summary>
/// <param name="host">The host.</param>
internal sealed class ClusterOutput(CliHost host)
{
    private readonly Lock _lock = new();

    /// <summary>A line of the command itself.</summary>
    public void Say(string line) => Write(host.Out, line);

    /// <summary>A line of a silo's log.</summary>
    public void Pass(string silo, string line) => Write(host.Error, $"{silo} | {DisplayText.Clean(line)}");

    private void Write(TextWriter writer, string line)
    {
        try
        {
            lock (_lock)
            {
                writer.WriteLine(line);
                writer.Flush();
            }
        }
        catch (IOException)
        {
            // The terminal is gone; the silos are being stopped for it.
        }
    }
}
