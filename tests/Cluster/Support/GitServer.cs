using System.Net;

namespace Actors.Cluster.Support;

/// <summary>The files of a folder as a bare git repository, served as plain files over HTTP.</summary>
internal sealed class GitServer : IAsyncDisposable
{
    private const string Make = """
        set -euo pipefail
        export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=Actors GIT_AUTHOR_EMAIL=test@actors.invalid GIT_COMMITTER_NAME=Actors GIT_COMMITTER_EMAIL=test@actors.invalid
        git init --quiet --bare --initial-branch=main "$2"
        git --git-dir "$2" --work-tree "$1" add --all
        git --git-dir "$2" --work-tree "$1" commit --quiet --message=Sample
        git --git-dir "$2" update-server-info
        """;

    private readonly TempFolder _folder;
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    private GitServer(TempFolder folder, string address)
    {
        _folder = folder;
        _listener.Prefixes.Add($"{address}/");
        _listener.Start();
        _serving = ServeAsync();
        Address = $"{address}/sample.git";
    }

    /// <summary>Address of the repository.</summary>
    public string Address { get; }

    /// <summary>Makes the repository and serves it.</summary>
    /// <param name="files">The folder.</param>
    /// <param name="address"><c>http://IP:PORT</c> of this machine, where workers reach it.</param>
    public static async Task<GitServer> StartAsync(string files, string address)
    {
        var folder = new TempFolder();
        var made = await Child.RunAsync(folder.Path, "bash", ["-c", Make, "make", files, folder.File("sample.git")]);
        Assert.True(made.Code == 0, made.ToString());
        return new(folder, address);
    }

    public async ValueTask DisposeAsync()
    {
        // Not stopped before: that lets the port go, and closing would take it once more for a moment.
        _listener.Close();
        await _serving;
        _folder.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var file = Path.GetFullPath(_folder.Path + context.Request.Url!.AbsolutePath);
                if (file.StartsWith(_folder.Path + "/", StringComparison.Ordinal) && File.Exists(file))
                {
                    await context.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
                }
                else
                {
                    context.Response.StatusCode = 404;
                }

                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Stopped, or a client that went away; the loop's condition tells them apart.
                continue;
            }
        }
    }
}
