using Actors.Silo.Security;
using Actors.Storage;

namespace Actors.Silo.Configuration;

/// <summary>Settings of a silo, section <c>Actors</c> of the configuration.</summary>
public sealed class ActorsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Actors";

    /// <summary>Planes that this silo hosts: <c>controller</c>, <c>agent</c>, or both with a comma between.</summary>
    public string Roles { get; set; } = "controller,agent";

    /// <summary>Organisation that everything belongs to.</summary>
    public string Organisation { get; set; } = "default";

    /// <summary>Folder of files and of the SQLite database.</summary>
    public string Data { get; set; } = "./.actors";

    /// <summary>A SQLite file, or a connection string of PostgreSQL; empty: <c>actors.db</c> in <see cref="Data"/>.</summary>
    public string? Database { get; set; }

    /// <summary>Addresses of API, dashboard and agents, separated by semicolons.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Addresses of the worker endpoints, separated by semicolons.</summary>
    public string WorkerListen { get; set; } = "http://127.0.0.1:8081";

    /// <summary>
    /// Whether silos on this machine share <see cref="WorkerListen"/> (Linux): the system gives each new connection to one of those that run, so that workers outlive any silo that ends. One that hangs keeps its share.
    /// </summary>
    public bool ShareWorkerPort { get; set; }

    /// <summary>Certificate chain in PEM, for https addresses.</summary>
    public string? Certificate { get; set; }

    /// <summary>Private key in PEM; empty: it is in <see cref="Certificate"/>.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>Host names under which the silo may be called, besides its own addresses and loopback; separated by commas.</summary>
    public string? AllowedHosts { get; set; }

    /// <summary>
    /// For whom plain HTTP beyond this machine is right, separated by commas: <c>proxy</c>, a proxy in front terminates TLS; <c>private</c>, only silos, agents and workers
    /// are on the network. Empty: for nobody.
    /// </summary>
    public string? PlainHttp { get; set; }

    /// <summary>The administrator's token; empty: <c>admin.token</c> in <see cref="Data"/>, made at the first start.</summary>
    public string? AdminTokenFile { get; set; }

    /// <summary>The token that opens the metrics; empty: <c>metrics.token</c> in <see cref="Data"/>, made at the first start.</summary>
    public string? MetricsTokenFile { get; set; }

    /// <summary>Keys that open what the store has sealed, one a line; empty: <c>secrets.key</c> in <see cref="Data"/>, made at the first start, unless there is a <see cref="KeyCertificate"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>A certificate in PEM whose RSA key opens what the store has sealed.</summary>
    public string? KeyCertificate { get; set; }

    /// <summary>Its private key in PEM; empty: it is in <see cref="KeyCertificate"/>.</summary>
    public string? KeyCertificateKey { get; set; }

    /// <summary>Address of the controller, for silos that only host agents.</summary>
    public string? Controller { get; set; }

    /// <summary>Name of the silo on the dashboard; empty: one is made up.</summary>
    public string? SiloName { get; set; }

    /// <summary>IP address at which other silos reach this one, and which the port for them listens on.</summary>
    public string SiloAddress { get; set; } = "127.0.0.1";

    /// <summary>Port of the silo for other silos.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Certificate of this silo towards other silos, in PEM, with those between it and <see cref="SiloCaFile"/>; empty: silos speak without TLS.</summary>
    public string? SiloCertificate { get; set; }

    /// <summary>Its private key in PEM; empty: it is in <see cref="SiloCertificate"/>.</summary>
    public string? SiloCertificateKey { get; set; }

    /// <summary>The authority that certificates of silos come from, in PEM: no other is trusted between silos.</summary>
    public string? SiloCaFile { get; set; }

    /// <summary>DNS name that the certificates of all silos have, and nobody else's.</summary>
    public string SiloCertificateName { get; set; } = "actors-silo";

    /// <summary><c>private</c>: nobody but silos is on the network of <see cref="SiloAddress"/>, and they may speak without TLS there. Empty: they may not.</summary>
    public string? PlainSilos { get; set; }

    /// <summary>Largest artifact, in bytes.</summary>
    public long MaxArtifactBytes { get; set; } = 512L << 20;

    /// <summary>Where OpenTofu comes from.</summary>
    public TofuSettings Tofu { get; set; } = new();

    /// <summary>Where metrics and traces are sent.</summary>
    public OtlpSettings Otlp { get; set; } = new();

    /// <summary>Whether this silo hosts the controller plane.</summary>
    public bool HostsController => HasRole("controller");

    /// <summary>Whether this silo hosts the agent plane.</summary>
    public bool HostsAgents => HasRole("agent");

    /// <summary>The data folder as an absolute path.</summary>
    public string DataFolder => Path.GetFullPath(Data);

    /// <summary>The connection string of PostgreSQL, which may hold a password; null: the store is <see cref="DatabaseFile"/>.</summary>
    public string? PostgreSql => Database is { } database && PostgreSqlStorageOptions.IsConnectionString(database) ? database : null;

    /// <summary>The SQLite file as an absolute path.</summary>
    public string DatabaseFile => string.IsNullOrWhiteSpace(Database) ? Path.Combine(DataFolder, "actors.db") : Path.GetFullPath(Database);

    /// <summary>The file of the administrator's token as an absolute path.</summary>
    public string TokenFile => string.IsNullOrWhiteSpace(AdminTokenFile) ? Path.Combine(DataFolder, AdminToken.FileName) : Path.GetFullPath(AdminTokenFile);

    /// <summary>Whether a proxy in front of the silo terminates TLS.</summary>
    public bool HasProxy => PlainHttpList.Contains(NetworkRules.Proxy);

    /// <summary>The words of <see cref="PlainHttp"/>, in lower case.</summary>
    public IReadOnlyList<string> PlainHttpList => Words(PlainHttp);

    /// <summary>The roles, in lower case.</summary>
    public IReadOnlyList<string> RoleList => Words(Roles);

    /// <summary>The addresses of <see cref="Urls"/>.</summary>
    public IReadOnlyList<string> UrlList => Split(Urls);

    /// <summary>The addresses of <see cref="WorkerListen"/>.</summary>
    public IReadOnlyList<string> WorkerListenList => Split(WorkerListen);

    private static string[] Words(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(word => word.ToLowerInvariant())];

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private bool HasRole(string role) => RoleList.Contains(role);
}
