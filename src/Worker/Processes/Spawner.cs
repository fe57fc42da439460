using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Actors.Worker.Processes;

/// <summary>
/// Starts a process by posix_spawn: in a new process group, with default signals, an environment and descriptors of its own. It stays in the worker's
/// session, so that whoever cleans up after a killed worker still finds it there.
/// </summary>
internal static unsafe class Spawner
{
    /// <summary>Starts it.</summary>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public static SpawnedProcess Start(ProcessSpec spec)
    {
        var (outputRead, outputWrite) = NewPipe();
        var (errorRead, errorWrite) = spec.Error is null ? (null, null) : NewPipe();
        var (inputRead, inputWrite) = spec.Input is null ? (null, null) : NewPipe();
        try
        {
            var pid = Spawn(spec, inputRead, outputWrite, errorWrite ?? outputWrite);
            return new SpawnedProcess(pid, inputWrite, outputRead, errorRead);
        }
        catch
        {
            outputRead.Dispose();
            errorRead?.Dispose();
            inputWrite?.Dispose();
            throw;
        }
        finally
        {
            outputWrite.Dispose();
            errorWrite?.Dispose();
            inputRead?.Dispose();
        }
    }

    private static int Spawn(ProcessSpec spec, SafeFileHandle? input, SafeFileHandle output, SafeFileHandle error)
    {
        var actions = NativeMemory.AllocZeroed(1024);
        var attributes = NativeMemory.AllocZeroed(1024);
        var signals = NativeMemory.AllocZeroed(256);
        using var strings = new NativeStrings();
        try
        {
            Check(Libc.InitFileActions(actions), spec);
            Check(Libc.InitAttributes(attributes), spec);
            Check(Libc.AddChangeDirectory(actions, strings.Add(spec.Directory)), spec);
            Check(
                input is null
                    ? Libc.AddOpen(actions, 0, strings.Add("/dev/null"), 0, 0)
                    : Libc.AddDuplicate(actions, (int)input.DangerousGetHandle(), 0),
                spec);
            Check(Libc.AddDuplicate(actions, (int)output.DangerousGetHandle(), 1), spec);
            Check(Libc.AddDuplicate(actions, (int)error.DangerousGetHandle(), 2), spec);
            SetSignals(attributes, signals, spec);
            Check(Libc.SetProcessGroup(attributes, 0), spec);
            Check(Libc.SetFlags(attributes, Libc.SpawnSetProcessGroup | Libc.SpawnSetSignalDefaults | Libc.SpawnSetSignalMask), spec);
            var arguments = strings.AddList([spec.Program, .. spec.Arguments]);
            var environment = strings.AddList([.. spec.Environment.Select(x => $"{x.Key}={x.Value}")]);
            int pid;
            Check(Libc.Spawn(&pid, strings.Add(spec.Program), actions, attributes, arguments, environment), spec);
            return pid;
        }
        finally
        {
            _ = Libc.DestroyFileActions(actions);
            _ = Libc.DestroyAttributes(attributes);
            NativeMemory.Free(actions);
            NativeMemory.Free(attributes);
            NativeMemory.Free(signals);
        }
    }

    // .NET ignores SIGPIPE, and ignored signals stay ignored through exec: the child gets the defaults back.
    private static void SetSignals(void* attributes, void* signals, ProcessSpec spec)
    {
        _ = Libc.EmptySignals(signals);
        Check(Libc.SetSignalMask(attributes, signals), spec);
        foreach (var signal in (ReadOnlySpan<int>)[1, 2, 3, 10, 12, 13, 14, 15, 17, 20, 21, 22])
        {
            _ = Libc.AddSignal(signals, signal);
        }
        Check(Libc.SetSignalDefaults(attributes, signals), spec);
    }

    private static (SafeFileHandle Read, SafeFileHandle Write) NewPipe()
    {
        var ends = stackalloc int[2];
        return Libc.Pipe(ends, Libc.OpenCloseOnExec) == 0
            ? (new SafeFileHandle(ends[0], true), new SafeFileHandle(ends[1], true))
            : throw new Win32Exception(Marshal.GetLastPInvokeError(), "No pipe for a process of the job");
    }

    private static void Check(int error, ProcessSpec spec)
    {
        if (error != 0)
        {
            throw new Win32Exception(error, $"{spec.Program} cannot be started in {spec.Directory}: {new Win32Exception(error).Message}");
        }
    }

    private sealed class NativeStrings : IDisposable
    {
        private readonly List<nint> _blocks = [];

        public byte* Add(string value)
        {
            if (value.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException("An argument or an environment variable of a process holds a NUL character.");
            }
            var bytes = Encoding.UTF8.GetBytes(value);
            var block = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(block, bytes.Length));
            _blocks.Add((nint)block);
            return block;
        }

        public byte** AddList(IReadOnlyList<string> values)
        {
            var list = (byte**)NativeMemory.AllocZeroed((nuint)values.Count + 1, (nuint)sizeof(byte*));
            _blocks.Add((nint)list);
            for (var i = 0; i < values.Count; i++)
            {
                list[i] = Add(values[i]);
            }
            return list;
        }

        public void Dispose() => _blocks.ForEach(x => NativeMemory.Free((void*)x));
    }
}
