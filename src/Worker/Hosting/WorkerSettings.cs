using System.Text.Json;
using Actors.Contracts.Workers;
using Actors.Worker.Processes;

namespace Actors.Worker.Hosting;

/// <summary>What the engine gave this worker.</summary>
internal sealed record WorkerSettings
{
    /// <summary>Address of the worker endpoints.</summary>
    public required Uri Url { get; init; }
    /// <summary>The ticket.</summary>
    public required string Ticket { get; init; }
    /// <summary>Certificate authority to trust, or null.</summary>
    public string? CaFile { get; init; }
    /// <summary>The worker's folder.</summary>
    public required string WorkDir { get; init; }
    /// <summary>Where downloaded tools are kept.</summary>
    public required string Tools { get; init; }
    /// <summary>Schemes that git may use: what the agent's configuration says.</summary>
    public IReadOnlyList<string> GitSchemes { get; init; } = ["https", "ssh"];
    /// <summary>What HTTP calls may reach although it is refused otherwise: what the agent's configuration says.</summary>
    public IReadOnlyList<AddressRule> HttpAllow { get; init; } = [];
    /// <summary>The controller's own listeners besides <see cref="Url"/>, <c>HOST:PORT</c>.</summary>
    public IReadOnlyList<string> HttpRefuse { get; init; } = [];
    /// <summary>Whether the engine gave this worker a file system of its own.</summary>
    public bool Isolated { get; init; }
    /// <summary>What the image says about its own command; null: the engine does not know.</summary>
    public ImageCommand? ImageCommand { get; init; }
    /// <summary>The image's own environment; empty where the worker's is not the image's.</summary>
    public IReadOnlyDictionary<string, string> ImageEnvironment { get; init; } = new Dictionary<string, string>();
    /// <summary>The image's own folder; null: the worker was started in its own.</summary>
    public string? ImageFolder { get; init; }
    /// <summary>PATH for the job.</summary>
    public required string Path { get; init; }

    /// <summary>Takes the settings out of the environment; the ticket's file is unlinked.</summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message names it.</exception>
    public static WorkerSettings Take()
    {
        var url = Environment.GetEnvironmentVariable(WorkerEnvironment.Url);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{WorkerEnvironment.Url} must be the http(s) address of the controller's worker endpoints.");
        }
        var ticket = TakeTicket();
        var folder = Environment.GetEnvironmentVariable(WorkerEnvironment.WorkDir) ?? Directory.CreateTempSubdirectory("actors-worker-").FullName;
        var schemes = Environment.GetEnvironmentVariable(WorkerEnvironment.GitSchemes) is { Length: > 0 } list ? list : "https,ssh";
        // As the first process of all it is in a container whatever its engine says.
        var isolated = Environment.GetEnvironmentVariable(WorkerEnvironment.Isolated) == "1" || Environment.ProcessId == 1;
        return new WorkerSettings
        {
            Url = address,
            Ticket = ticket,
            CaFile = Environment.GetEnvironmentVariable(WorkerEnvironment.CaFile) is { Length: > 0 } file ? file : null,
            WorkDir = folder,
            Tools = Environment.GetEnvironmentVariable(WorkerEnvironment.Tools) is { Length: > 0 } tools ? tools : System.IO.Path.Combine(folder, "tools"),
            GitSchemes = Split(schemes),
            HttpAllow = [.. Split(Environment.GetEnvironmentVariable(WorkerEnvironment.HttpAllow)).Select(Rule)],
            HttpRefuse = Split(Environment.GetEnvironmentVariable(WorkerEnvironment.HttpRefuse)),
            Isolated = isolated,
            ImageCommand = Image(Environment.GetEnvironmentVariable(WorkerEnvironment.ImageCommand)),
            ImageEnvironment = isolated ? ImageVariables() : new Dictionary<string, string>(),
            ImageFolder = Environment.GetEnvironmentVariable(WorkerEnvironment.ImageFolder) is { Length: > 0 } place ? place
                : isolated && Environment.CurrentDirectory != folder ? Environment.CurrentDirectory : null,
            Path = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : Programs.DefaultPath,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"worker of {Url}";

    private static string[] Split(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static AddressRule Rule(string entry) => AddressRule.Parse(entry)
        ?? throw new InvalidOperationException($"{WorkerEnvironment.HttpAllow} has '{entry}', which is no address, network or host name.");

    private static ImageCommand? Image(string? json)
    {
        try
        {
            return json is { Length: > 0 } ? JsonSerializer.Deserialize(json, WorkerJson.Default.ImageCommand) : null;
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{WorkerEnvironment.ImageCommand} is not readable: {e.Message}", e);
        }
    }

    private static Dictionary<string, string> ImageVariables() => Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Select(pair => ((string)pair.Key, (string?)pair.Value ?? "")).Where(pair => !pair.Item1.StartsWith("ACTORS_", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private static string TakeTicket()
    {
        var value = Environment.GetEnvironmentVariable(WorkerEnvironment.Ticket);
        Environment.SetEnvironmentVariable(WorkerEnvironment.Ticket, null);
        if (Environment.GetEnvironmentVariable(WorkerEnvironment.TicketFile) is { Length: > 0 } file)
        {
            value = File.ReadAllText(file);
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A file that the engine mounted cannot be removed: it goes with the worker, and the ticket is good for one trade only.
                Console.Error.WriteLine($"actors: {file} stays: {e.Message}");
            }
        }
        return value?.Trim() is { Length: > 0 } ticket
            ? ticket
            : throw new InvalidOperationException($"No ticket: set {WorkerEnvironment.TicketFile} to a file that holds it, or {WorkerEnvironment.Ticket}.");
    }
}
