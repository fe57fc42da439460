using System.Runtime.InteropServices;

namespace Actors.Silo.Security;

/// <summary>.NET moves without overwriting by looking first, so that of several at once more than one may win; the system's link does both in one.</summary>
internal static partial class NativeMethods
{
    /// <summary>EEXIST: the name is taken.</summary>
    internal const int Taken = 17;

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Link(string existing, string name);
}
