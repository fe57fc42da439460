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
    /// <summary>The folder that the image itself would start its command in; absent where the engine does not tell, or the image does not say.</summary>
    public const string ImageFolder = "ACTORS_IMAGE_FOLDER";
    /// <summary>What HTTP calls may reach although it is refused otherwise, separated by commas, as the agent's configuration allows (<c>Actors:Agents:NAME:HttpAllow</c>, <see cref="AddressRule"/>); absent: nothing.</summary>
    public const string HttpAllow = "ACTORS_HTTP_ALLOW";
    /// <summary>The controller's own listeners (<c>HOST:PORT</c>), separated by commas, which HTTP calls may not reach; the worker endpoints are always among them.</summary>
    public const string HttpRefuse = "ACTORS_HTTP_REFUSE";
    /// <summary>What the image says about its own command (<see cref="Workers.ImageCommand"/> as JSON); absent: the engine does not know.</summary>
    public const string ImageCommand = "ACTORS_IMAGE_COMMAND";
    /// <summary><c>1</c> where the engine gives the worker a file system of its own, so that a job may use absolute paths.</summary>
    public const string Isolated = "ACTORS_ISOLATED";
    /// <summary>File that a function or a command writes its output object to.</summary>
    public const string Output = "ACTORS_OUTPUT";
}
