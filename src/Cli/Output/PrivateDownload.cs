using System.CommandLine;
using System.Text;
using Actors.Cli.Agents;
using Actors.Cli.Hosting;

namespace Actors.Cli.Output;

/// <summary>Writes what holds secrets into a new file that only its owner reads, and to the standard output only when told so.</summary>
internal static class PrivateDownload
{
    private const string StandardOutput = "-";

    /// <summary>The option that names the file.</summary>
    /// <param name="fallback">The name without it, for people.</param>
    public static Option<string?> Option(string fallback) => new("--output", "-o") { Description = $"The file, which must not be there yet; - is the standard output (default: {fallback})." };

    /// <summary>Writes the body of an answer.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="response">The answer, its body not read yet.</param>
    /// <param name="target">What the option says; null: nothing.</param>
    /// <param name="fallback">The file when it says nothing; what no file name may have is replaced.</param>
    /// <param name="cancellation">Gives up; the file is taken away again.</param>
    /// <exception cref="CliException">The file is there, or cannot be written; or the server stopped in the middle.</exception>
    public static async Task SaveAsync(Invocation invocation, HttpResponseMessage response, string? target, string fallback, CancellationToken cancellation)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            if (target == StandardOutput)
            {
                await PrintAsync(invocation.Host, body, cancellation);
                return;
            }

            using var files = new NewFiles(invocation.Host.WorkingDirectory);
            var file = files.Create(target ?? NameOf(fallback));
            await body.CopyToAsync(file, cancellation);
            files.Keep();
            invocation.Printer.Line($"{file.Name} written; it holds secrets, and only you may read it");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new CliException(ExitCodes.Failed, $"Not all of it could be written: {exception.Message}");
        }
    }

    private static async Task PrintAsync(CliHost host, Stream body, CancellationToken cancellation)
    {
        if (host.OpenOutput is { } open)
        {
            await host.Out.FlushAsync(cancellation);
            await using var output = open();
            await body.CopyToAsync(output, cancellation);
            return;
        }

        using var reader = new StreamReader(body, Encoding.UTF8);
        await host.Out.WriteAsync((await reader.ReadToEndAsync(cancellation)).AsMemory(), cancellation);
    }

    // A dot at the front would hide it, a dash would look like an option.
    private static string NameOf(string fallback) =>
        string.Concat(fallback.Select((c, index) => char.IsLetterOrDigit(c) || c is '_' || (index > 0 && c is '.' or '-') ? c : '_'));
}
