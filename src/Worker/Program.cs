using Actors.Worker.Hosting;
using Actors.Worker.Processes;
using Actors.Worker.Session;

if (args.Length > 0)
{
    return WorkerCommandLine.Run(args, Environment.ProcessPath, WorkerCommandLine.IsNative, Console.Out, Console.Error);
}
Descendants.Adopt();
Descendants.IsWorkerProcess = true;
WorkerSettings settings;
HttpClient http;
try
{
    StaticSetup.Apply();
    settings = WorkerSettings.Take();
    http = HttpClients.Create(settings.CaFile);
}
catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"actors: {e.Message}");
    return ExitCodes.Usage;
}
using var client = http;
await using var output = Console.OpenStandardOutput();
return await new WorkerHost(settings, client, output, TimeProvider.System).RunAsync();
