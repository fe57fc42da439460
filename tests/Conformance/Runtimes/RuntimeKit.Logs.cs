namespace Actors.Conformance.Runtimes;

/// <summary>What every runtime must do: the output of workers.</summary>
public abstract partial class RuntimeKit
{
    [Fact]
    public async Task LogTail_VeryLargeLog_IsItsEnd()
    {
        // Less than 10 MiB with what an engine puts before each line: there a kubelet begins a new file, and shows no older one, so that a change of files behind the last line leaves
        // nothing to show. Long lines, so that what comes before them hardly counts. It does not end at once: containerd may lose what is still in the pipe of a process that has ended.
        var (runtime, spec) = await StartAsync("yes \"$(printf '%0499d' 7)\" | head -n 16500; echo the end; sleep 1");
        await EndAsync(runtime, spec);

        var tail = await runtime.LogTailAsync(spec.Attempt, 1000, Token);

        Assert.EndsWith("the end\n", tail, StringComparison.Ordinal);
        Assert.InRange(tail.Length, 100, 1000);
    }

    [Fact]
    public async Task LogTail_BinaryLog_IsText()
    {
        var (runtime, spec) = await StartAsync("head -c 5000 /dev/urandom; printf '\\000\\377end'");
        await EndAsync(runtime, spec);

        var tail = await runtime.LogTailAsync(spec.Attempt, 1000, Token);

        Assert.EndsWith("end", tail, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', tail);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(tail), 100, 1000);
    }

    [Fact]
    public async Task LogTail_NoLog_IsEmpty()
    {
        var (runtime, spec) = await StartAsync("exit 0");
        await EndAsync(runtime, spec);

        Assert.Equal("", await runtime.LogTailAsync(spec.Attempt, 1000, Token));
    }
}
