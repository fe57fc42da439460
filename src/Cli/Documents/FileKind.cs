using System.Runtime.InteropServices;

namespace Actors.Cli.Documents;

/// <summary>Tells what can be read to its end from what would be waited for, without opening it.</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100;
    private const uint TypeField = 1;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Whether a path is a regular file, or a link to one; also where the system cannot tell, and where nothing is there.</summary>
    public static bool MayBeRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        try
        {
            return StatNative(CurrentFolder, path, 0, TypeField, out var status) != 0 || (status.Fields & TypeField) == 0 || (status.Mode & TypeMask) == RegularFile;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
            return true;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatNative(int folder, string path, int flags, uint fields, out Status status);

    // struct statx, which is the same on every architecture.
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct Status
    {
        public uint Fields;
        public uint BlockSize;
        public ulong Attributes;
        public uint Links;
        public uint User;
        public uint Group;
        public ushort Mode;
    }
}
