using Actors.Worker.Hosting;
using Actors.Worker.Processes;
using Actors.Worker.Session;

Descendants.Adopt();
Descendants.IsWorkerProcess = true;
WorkerSettings settings;
try
{
    settings = WorkerSettings.Take();
}
catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"actors: {e.Message}");
    return ExitCodes.Usage;
}
using var http = HttpClients.Create(settings.CaFile);
await using var output = Console.OpenStandardOutput();
return await new WorkerHost(settings, http, output, TimeProvider.System).RunAsync();
