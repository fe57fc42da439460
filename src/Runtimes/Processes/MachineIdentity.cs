namespace Actors.Runtimes.Processes;

/// <summary>This machine.</summary>
internal static class MachineIdentity
{
    private static readonly string[] Files = ["/etc/machine-id", "/var/lib/dbus/machine-id"];

    /// <summary>Thousandths of cores that this process may use.</summary>
    public static long CpuMillis => Environment.ProcessorCount * 1000L;

    /// <summary>Bytes of memory of the machine, or of the container that the silo runs in.</summary>
    public static long MemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The id that the system has given it at installation, else its host name.</summary>
    public static string Read() =>
        Files.Where(File.Exists).Select(file => File.ReadAllText(file).Trim()).FirstOrDefault(id => id.Length > 0) ?? Environment.MachineName;
}
