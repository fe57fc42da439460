namespace Actors.Runtimes.Docker;

/// <summary>Where things are in a worker's container. All of it is in one volume, which belongs to the container and goes with it.</summary>
internal static class ContainerLayout
{
    /// <summary>Where the volume is mounted. Only root can write to its top, so that a worker cannot touch what the agent keeps there.</summary>
    public const string Root = "/var/actors";
    /// <summary>Name of the injected Worker program below <see cref="Root"/>.</summary>
    public const string ProgramName = "worker";
    /// <summary>Name of the certificate authority below <see cref="Root"/>.</summary>
    public const string CaName = "ca.pem";
    /// <summary>Name of the order to end below <see cref="Root"/>.</summary>
    public const string StopName = "stop";
    /// <summary>Name of the worker's own folder below <see cref="Root"/>.</summary>
    public const string WorkName = "w";
    /// <summary>Name of the ticket's file in the worker's own folder; the worker unlinks it.</summary>
    public const string TicketName = ".ticket";

    /// <summary>Name of a template's volume below <see cref="Root"/>.</summary>
    public static string VolumeName(int number) => $"v{number}";

    /// <summary>The injected Worker program.</summary>
    public const string Program = $"{Root}/{ProgramName}";
    /// <summary>The certificate authority.</summary>
    public const string Ca = $"{Root}/{CaName}";
    /// <summary>The order to end.</summary>
    public const string Stop = $"{Root}/{StopName}";
    /// <summary>The worker's own folder: its work directory and home.</summary>
    public const string Work = $"{Root}/{WorkName}";
    /// <summary>The ticket.</summary>
    public const string Ticket = $"{Work}/{TicketName}";
}
