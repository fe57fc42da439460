namespace Actors.Runtimes.Docker;

/// <summary>Settings of the Docker runtime: <c>Actors:Agents:NAME:Docker</c>.</summary>
public sealed record DockerRuntimeOptions
{
    /// <summary>Address of the engine when the settings name none.</summary>
    public const string DefaultEndpoint = "unix:///var/run/docker.sock";

    /// <summary>Address of the engine: <c>unix:///PATH</c> or <c>tcp://HOST:PORT</c>.</summary>
    public string Endpoint { get; init; } = DefaultEndpoint;
    /// <summary>Folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c> for an engine behind TLS, as in <c>DOCKER_CERT_PATH</c>; null: no TLS.</summary>
    public string? Certificates { get; init; }
    /// <summary>Name of the network of the workers, created when it is not there; null: a bridge of the agent's own, without traffic between workers.</summary>
    public string? Network { get; init; }
    /// <summary>When images are pulled.</summary>
    public DockerPullPolicy PullPolicy { get; init; }
    /// <summary>Longest time for pulling one image. Default 5 min.</summary>
    public TimeSpan PullTimeout { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>A Docker <c>config.json</c> with the credentials of registries (<c>auths</c>); read anew for every pull. Null: none.</summary>
    public string? RegistryConfig { get; init; }
    /// <summary>Extra mounts of every worker.</summary>
    public IReadOnlyList<DockerBind> Binds { get; init; } = [];
    /// <summary>Largest number of processes and threads of a worker. Default 1024.</summary>
    public long PidsLimit { get; init; } = 1024;
    /// <summary>Numeric user and group that workers run as. Default 65532:65532.</summary>
    public string User { get; init; } = "65532:65532";
    /// <summary>Bytes of disk for a worker's own output; what is older goes. Default 16 MiB.</summary>
    public long LogLimit { get; init; } = 16L << 20;
    /// <summary>Time between SIGTERM and SIGKILL of a worker whose deadline has passed. Default 10 s.</summary>
    public TimeSpan DeadlineGrace { get; init; } = TimeSpan.FromSeconds(10);
}
