namespace Actors.Runtimes.Processes;

/// <summary>Which sizes of workers the process runtime enforces by control groups.</summary>
public enum ProcessLimits
{
    /// <summary>CPU and memory where the host allows it; else none, which the capacity's note says.</summary>
    Auto = 0,
    /// <summary>Memory only where the host allows it; CPU is left to the scheduler of the machine.</summary>
    Memory,
    /// <summary>CPU and memory; a host that does not allow it is an error at the first use.</summary>
    Required,
    /// <summary>None.</summary>
    Off,
}
