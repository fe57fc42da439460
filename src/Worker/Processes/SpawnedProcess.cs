using Microsoft.Win32.SafeHandles;

namespace Actors.Worker.Processes;

/// <summary>A process that was started; its id is the id of its process group too.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Input">Write end of its standard input, or null.</param>
/// <param name="Output">Read end of its standard output.</param>
/// <param name="Error">Read end of its standard error; null where that goes to the output.</param>
internal sealed record SpawnedProcess(int Id, SafeFileHandle? Input, SafeFileHandle Output, SafeFileHandle? Error);
