namespace Actors.Contracts.Workers;

/// <summary>Environment variables by which an engine tells the worker where to go. Removed from what the job's own processes see.</summary>
public static class WorkerEnvironment
{
    /// <summary>Address of the worker endpoints.</summary>
    public const string Url = "ACTORS_WORKER_URL";
    /// <summary>The ticket. Engines that can hand over a file use <see cref="TicketFile"/> instead.</summary>
    public const string Ticket = "ACTORS_TICKET";
    /// <summary>A file that holds the ticket.</summary>
    public const string TicketFile = "ACTORS_TICKET_FILE";
    /// <summary>A file with the certificate authority to trust, in PEM.</summary>
    public const string CaFile = "ACTORS_CA_FILE";
    /// <summary>The folder that the worker may write to; its own, and gone with it.</summary>
    public const string WorkDir = "ACTORS_WORKDIR";
    /// <summary>A folder for tools that workers download once and share; may be absent.</summary>
    public const string Tools = "ACTORS_TOOLS";
    /// <summary>Schemes that git may use, separated by commas, as the agent's configuration allows (<c>Actors:Agents:NAME:GitSchemes</c>); absent: https,ssh.</summary>
    public const string GitSchemes = "ACTORS_GIT_SCHEMES";
    /// <summary>The command that the image itself would start, as a JSON array; absent where the engine does not tell.</summary>
    public const string ImageCommand = "ACTORS_IMAGE_COMMAND";
    /// <summary>The folder that the image itself would start it in; absent where the engine does not tell, or the image does not say.</summary>
    public const string ImageFolder = "ACTORS_IMAGE_FOLDER";
    /// <summary>File that a function writes its output object to.</summary>
    public const string Output = "ACTORS_OUTPUT";
}
