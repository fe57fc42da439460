using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Actors.Runtimes.Processes;

/// <summary>Calls of the system that .NET does not offer.</summary>
internal static partial class Posix
{
    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;
    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    private const int NoSuchProcess = 3;
    private const int NotSupported = 95;
    private const int KeepSizeAndPunchHole = 3;

    /// <summary>Sends a signal; false when there is no such process. A negative number is a process group.</summary>
    /// <exception cref="Win32Exception">The signal is not permitted.</exception>
    public static bool Signal(int pid, int signal)
    {
        if (KillNative(pid, signal) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"Cannot send signal {signal} to process {pid}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Gives the first bytes of a file back to the disk; its size stays. False when the file system cannot.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static bool Free(SafeFileHandle file, long bytes)
    {
        if (FallocateNative(file, KeepSizeAndPunchHole, 0, bytes) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NotSupported ? false : throw new IOException($"Cannot free the beginning of a worker's output: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int FallocateNative(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillNative(int pid, int signal);
}
