using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Actors.Runtimes.Processes;

/// <summary>Signals.</summary>
internal static partial class Posix
{
    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;
    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal; false when there is no such process. A negative number is a process group.</summary>
    /// <exception cref="Win32Exception">The signal is not permitted.</exception>
    public static bool Signal(int pid, int signal)
    {
        if (KillNative(pid, signal) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"Cannot send signal {signal} to process {pid}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillNative(int pid, int signal);
}
