using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Actors.Cluster.Support;

/// <summary>A program that writes to files: its end, and that of its children, is not held up by pipes.</summary>
internal sealed partial class Child : IDisposable
{
    private readonly Process _process;
    private readonly string _output;
    private readonly string _error;

    private Child(Process process, string output, string error) => (_process, _output, _error) = (process, output, error);

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Read(_output);

    public string Error => Read(_error);

    /// <param name="workingFolder">Where it is started; null: the clone.</param>
    /// <param name="input">Whether it has a standard input that <see cref="WriteLine"/> writes to.</param>
    public static Child Start(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingFolder = null, bool input = false)
    {
        var name = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        // A shell that was itself started in the background lets its children ignore SIGINT: they must take it as from a terminal.
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"exec env --default-signal=INT \"$@\" >\"$0.out\" 2>\"$0.err\" {(input ? "" : "</dev/null")}", name, program, .. arguments])
        {
            WorkingDirectory = workingFolder ?? SourceTree.Root, RedirectStandardInput = input,
        };
        start.Environment.Remove("ACTORS_TOKEN");
        start.Environment.Remove("ACTORS_SERVER");
        // Programs of tests live for seconds: to compile again what is called often takes a silo a third of its first ten seconds of processor time.
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[key] = value;
        }

        return new(Process.Start(start)!, name + ".out", name + ".err");
    }

    public static async Task<Ran> RunAsync(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? workingFolder = null)
    {
        using var child = Start(folder, program, arguments, environment, workingFolder);
        return await child.ExitAsync();
    }

    public async Task<Ran> ExitAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Eventually.Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"Process {Pid} has not ended within {Eventually.Deadline.TotalSeconds} s.{Environment.NewLine}{Output}{Environment.NewLine}{Error}");
        }

        return new(_process.ExitCode, Output, Error);
    }

    /// <summary>As if a person typed a line.</summary>
    public void WriteLine(string line = "") => _process.StandardInput.WriteLine(line);

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>kill(2); a process that is gone already is no error.</summary>
    public static void Signal(int pid, int signal)
    {
        if (kill(pid, signal) != 0 && Marshal.GetLastPInvokeError() is not 3 and var error)
        {
            throw new Win32Exception(error);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string Read(string file)
    {
        if (!File.Exists(file))
        {
            return "";
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
