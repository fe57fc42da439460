using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Artifacts;
using Actors.Worker.Jobs;

namespace Actors.Worker.Tofu;

/// <summary>The files and the environment that OpenTofu is run with. Whatever may hold a secret has mode 0600, in a folder of mode 0700.</summary>
internal static class TofuFiles
{
    private static readonly string[] Bundles =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem", "/etc/ssl/ca-bundle.pem"];

    /// <summary>The environment.</summary>
    public static Dictionary<string, string> Environment(JobContext context)
    {
        var environment = context.Environment();
        // Debug output of the tool prints requests with their credentials.
        foreach (var name in environment.Keys.Where(x => x.StartsWith("TF_LOG", StringComparison.Ordinal)).ToArray())
        {
            environment.Remove(name);
        }
        environment["TF_IN_AUTOMATION"] = "1";
        environment["TF_INPUT"] = "0";
        environment["CHECKPOINT_DISABLE"] = "1";
        environment["TF_DATA_DIR"] = context.Folders.PrivateFile("tofu-data");
        environment["TF_CLI_CONFIG_FILE"] = context.Folders.WritePrivate("tofu.rc", []);
        if (context.CaFile is { } authority)
        {
            // The tool's variable replaces the system's authorities, which providers need: so it gets both.
            var system = Bundles.FirstOrDefault(File.Exists) is { } bundle ? File.ReadAllText(bundle) : "";
            environment["SSL_CERT_FILE"] = context.Folders.WritePrivate("ca.pem", Encoding.UTF8.GetBytes($"{system}\n{File.ReadAllText(authority)}\n"));
        }
        return environment;
    }

    /// <summary>Writes the variables; returns the arguments that name the files.</summary>
    public static IReadOnlyList<string> Variables(OpenTofuJob job, JobFolders folders)
    {
        var json = new JsonObject();
        var hcl = new StringBuilder();
        foreach (var variable in job.Variables)
        {
            if (!IsIdentifier(variable.Name))
            {
                throw new JobFailure(ReasonCode.InvalidInput, $"'{variable.Name}' is no name of an OpenTofu variable: letters, digits, '_' and '-', not beginning with a digit.");
            }
            if (variable.Hcl is null)
            {
                json[variable.Name] = variable.Json?.DeepClone();
            }
            else if (!string.IsNullOrWhiteSpace(variable.Hcl))
            {
                hcl.Append(variable.Name).Append(" = ").Append(variable.Hcl.Trim()).Append('\n');
            }
        }
        var arguments = new List<string>();
        if (json.Count > 0)
        {
            arguments.Add($"-var-file={folders.WritePrivate("variables.tfvars.json", Encode(json))}");
        }
        if (hcl.Length > 0)
        {
            arguments.Add($"-var-file={folders.WritePrivate("variables.tfvars", Encoding.UTF8.GetBytes(hcl.ToString()))}");
        }
        return arguments;
    }

    /// <summary>Points the module at the controller's state backend, by environment variables: unlike arguments and files they do not become part of a plan, which another attempt with another password may apply.</summary>
    public static void UseSystemBackend(OpenTofuJob job, Uri state, JobFolders folders, Dictionary<string, string> environment)
    {
        var password = job.StatePassword ?? throw new JobFailure(ReasonCode.InvalidInput, "The job wants its state kept by the controller, but brings no password for that.");
        // An override file replaces whatever backend the module itself declares.
        File.WriteAllText(Path.Combine(folders.Work, "actors_backend_override.tf"), "terraform {\n  backend \"http\" {}\n}\n");
        (string Name, string Value)[] settings =
        [
            ("ADDRESS", state.AbsoluteUri), ("LOCK_ADDRESS", state.AbsoluteUri), ("UNLOCK_ADDRESS", state.AbsoluteUri),
            ("LOCK_METHOD", "LOCK"), ("UNLOCK_METHOD", "UNLOCK"), ("USERNAME", "worker"), ("PASSWORD", password),
            ("RETRY_MAX", "8"), ("RETRY_WAIT_MIN", "1"), ("RETRY_WAIT_MAX", "15"),
        ];
        foreach (var (name, value) in settings)
        {
            environment[$"TF_HTTP_{name}"] = value;
        }
    }

    /// <summary>The module's own backend: files of the working directory, and <c>name=value</c>, which goes into a file because everybody on the machine can read a command line.</summary>
    public static IReadOnlyList<string> BackendConfigs(OpenTofuJob job, JobFolders folders)
    {
        var arguments = new List<string>();
        var values = new StringBuilder();
        foreach (var config in job.BackendConfigs)
        {
            var equals = config.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                var file = SafePath.Resolve(folders.Work, config) ?? throw new JobFailure(ReasonCode.InvalidInput, $"The backendConfig '{config}' is no file of the working directory.");
                arguments.Add($"-backend-config={file}");
            }
            else if (IsIdentifier(config[..equals].Trim()))
            {
                values.Append(config[..equals].Trim()).Append(" = ").Append(Literal(config[(equals + 1)..].Trim().Trim('"'))).Append('\n');
            }
            else
            {
                throw new JobFailure(ReasonCode.InvalidInput, $"The backendConfig '{config[..equals]}=…' has no valid name.");
            }
        }
        if (values.Length > 0)
        {
            arguments.Add($"-backend-config={folders.WritePrivate("backend-values.hcl", Encoding.UTF8.GetBytes(values.ToString()))}");
        }
        return arguments;
    }

    private static byte[] Encode(JsonObject value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            value.WriteTo(writer);
        }
        return stream.ToArray();
    }

    private static string Literal(string value) =>
        $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString().Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal)}\"";

    private static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= 256 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(x => char.IsLetterOrDigit(x) || x is '_' or '-');
}
