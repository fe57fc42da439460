using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Git;

/// <summary>
/// git's surroundings: a HOME and a configuration of its own, credentials in files of mode 0600 that helpers of ours read. Nothing secret is in an argument
/// or in git's environment.
/// </summary>
internal static class GitSetup
{
    /// <summary>Writes the files; returns git's environment.</summary>
    public static Dictionary<string, string> Write(GitJob job, GitAddress address, JobContext context)
    {
        var folders = context.Folders;
        var environment = context.Environment();
        File.WriteAllText(Path.Combine(folders.Home, ".gitconfig"), Configuration(job, context.GitSchemes, folders));
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_ATTR_NOSYSTEM"] = "1";
        // Unlike a configuration on the command line this also holds for the git processes of submodules.
        environment["GIT_ALLOW_PROTOCOL"] = string.Join(':', context.GitSchemes.Select(x => x.ToLowerInvariant()));
        environment["GIT_ASKPASS"] = AskPass(job, address, folders);
        environment["SSH_ASKPASS"] = "/bin/false";
        // For every address: a submodule may be an ssh address, and nothing may reach for the keys of the account that the agent runs as.
        environment["GIT_SSH_COMMAND"] = SshCommand(job, folders);
        environment["GIT_SSH_VARIANT"] = "ssh";
        if (address.Scheme == "ssh")
        {
            _ = Programs.Find("ssh", environment["PATH"]) ?? throw new JobFailure(ReasonCode.ToolMissing, "ssh is not on PATH: install the package openssh-client, or use https.");
        }
        return environment;
    }

    private static string Configuration(GitJob job, IReadOnlyList<string> schemes, JobFolders folders)
    {
        var text = new StringBuilder();
        text.AppendLine("[protocol]").AppendLine("\tallow = never");
        foreach (var scheme in schemes.Where(x => x.All(char.IsAsciiLetter)))
        {
            text.AppendLine($"[protocol \"{scheme.ToLowerInvariant()}\"]").AppendLine("\tallow = always");
        }
        text.AppendLine("[core]").AppendLine("\thooksPath = /dev/null").AppendLine("\tfsmonitor = false");
        text.AppendLine("[advice]").AppendLine("\tdetachedHead = false");
        text.AppendLine("[init]").AppendLine("\tdefaultBranch = main");
        text.AppendLine("[gc]").AppendLine("\tauto = 0");
        text.AppendLine("[safe]").AppendLine("\tdirectory = *");
        text.AppendLine("[credential]").AppendLine("\thelper =");
        text.AppendLine("[http]").AppendLine("\tlowSpeedLimit = 1").AppendLine("\tlowSpeedTime = 60");
        if (job.Insecure)
        {
            text.AppendLine("\tsslVerify = false");
        }
        else if (job.CaCert is { Length: > 0 } authority)
        {
            text.AppendLine($"\tsslCAInfo = \"{folders.WritePrivate("git-ca.pem", Encoding.UTF8.GetBytes(authority))}\"");
        }
        if (job.Lfs)
        {
            text.AppendLine("[filter \"lfs\"]").AppendLine("\tclean = git-lfs clean -- %f").AppendLine("\tsmudge = git-lfs smudge --skip -- %f").AppendLine("\tprocess = git-lfs filter-process --skip").AppendLine("\trequired = true");
        }
        return text.ToString();
    }

    // The helper tells its answers from git's prompt; it gives them for the repository's own server only, not for one that a submodule names.
    private static string AskPass(GitJob job, GitAddress address, JobFolders folders)
    {
        if (job.Password is null && job.Username is null)
        {
            return "/bin/false";
        }
        var place = folders.WritePrivate("git-server", Encoding.UTF8.GetBytes(Server(address.Url) + "\n"));
        var user = folders.WritePrivate("git-user", Encoding.UTF8.GetBytes((job.Username ?? "git") + "\n"));
        var password = folders.WritePrivate("git-password", Encoding.UTF8.GetBytes((job.Password ?? "") + "\n"));
        var script = $$"""
            #!/bin/sh
            place=${1#*\'}
            place=${place%%\'*}
            case "$place" in *://*@*) place="${place%%://*}://${place#*@}" ;; esac
            [ "$place" = "$(cat {{Quote(place)}})" ] || exit 1
            case "$1" in
              Username*) cat {{Quote(user)}} ;;
              *) cat {{Quote(password)}} ;;
            esac

            """;
        return folders.WritePrivate("git-askpass", Encoding.UTF8.GetBytes(script), executable: true);
    }

    private static string SshCommand(GitJob job, JobFolders folders)
    {
        var known = folders.WritePrivate("known_hosts", Encoding.UTF8.GetBytes((job.KnownHosts ?? "").ReplaceLineEndings("\n").TrimEnd() + "\n"));
        var command = "ssh -F /dev/null -o BatchMode=yes -o ConnectTimeout=30 -o IdentitiesOnly=yes -o IdentityAgent=none"
            + $" -o StrictHostKeyChecking=yes -o UserKnownHostsFile={Quote(known)}";
        if (job.KnownHosts is { Length: > 0 })
        {
            command += " -o GlobalKnownHostsFile=/dev/null";
        }
        return job.PrivateKey is { Length: > 0 } key
            ? $"{command} -i {Quote(folders.WritePrivate("git-key", Encoding.UTF8.GetBytes(key.ReplaceLineEndings("\n").TrimEnd() + "\n")))}"
            : $"{command} -o IdentityFile=none";
    }

    // As git shows it in its prompt: scheme, host and port as they were written, without user and path.
    private static string Server(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var host = url[start..].Split('/')[0];
        return url[..start] + host[(host.LastIndexOf('@') + 1)..];
    }

    private static string Quote(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
