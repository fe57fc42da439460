using System.IO.Compression;
using System.Security.Cryptography;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Processes;

namespace Actors.Worker.Tofu;

/// <summary>Finds the tool: <c>tofu</c>, else <c>terraform</c> on PATH, else the pinned release is downloaded, checked and kept.</summary>
internal static class TofuTool
{
    private const long MaxArchive = 512L << 20;
    private static readonly string[] Names = ["tofu", "terraform"];
    private static readonly TimeSpan DownloadTime = TimeSpan.FromMinutes(10);

    /// <summary>Path of the tool.</summary>
    /// <exception cref="JobFailure">There is none to be had.</exception>
    public static async Task<string> FindAsync(TofuRelease? release, JobContext context)
    {
        var path = context.Environment()["PATH"];
        if (Names.Select(x => Programs.Find(x, path)).FirstOrDefault(x => x is not null) is { } tool)
        {
            return tool;
        }
        return release is null
            ? throw new JobFailure(ReasonCode.ToolMissing, $"Neither tofu nor terraform is on PATH ({path}): install OpenTofu (https://opentofu.org/docs/intro/install), or set Actors:Tofu:Mirror, Version and Sha256 so that it is downloaded.")
            : await DownloadAsync(release, context);
    }

    private static async Task<string> DownloadAsync(TofuRelease release, JobContext context)
    {
        if (release.Sha256.Length != 64 || !release.Sha256.All(char.IsAsciiHexDigit))
        {
            throw new JobFailure(ReasonCode.InvalidInput, "The pinned release of OpenTofu needs its SHA-256 as 64 hexadecimal digits (Actors:Tofu:Sha256).");
        }
        var tool = Path.Combine(context.Tools, $"tofu-{release.Sha256.ToLowerInvariant()}");
        if (File.Exists(tool))
        {
            return tool;
        }
        await context.Log.LineAsync($"downloading OpenTofu {release.Version} from {release.Url}", context.Control.Interrupt);
        var archive = context.Folders.PrivateFile("tofu.zip");
        await FetchAsync(release, archive, context.Control.Interrupt);
        Directory.CreateDirectory(context.Tools);
        Extract(release, archive, tool);
        File.Delete(archive);
        return tool;
    }

    private static async Task FetchAsync(TofuRelease release, string archive, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DownloadTime);
        try
        {
            // The controller's own authority is not the one of a download mirror: the system's are trusted here.
            using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            using var answer = await http.GetAsync(new Uri(release.Url), HttpCompletionOption.ResponseHeadersRead, limit.Token);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync(limit.Token);
            await using var file = File.Create(archive);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[128 * 1024];
            while (await body.ReadAsync(buffer, limit.Token) is > 0 and var count)
            {
                hash.AppendData(buffer, 0, count);
                await file.WriteAsync(buffer.AsMemory(0, count), limit.Token);
                if (file.Length > MaxArchive)
                {
                    throw new JobFailure(ReasonCode.LimitExceeded, $"{release.Url} has more than {MaxArchive} bytes.");
                }
            }
            var actual = Convert.ToHexString(hash.GetHashAndReset());
            if (!actual.Equals(release.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new JobFailure(ReasonCode.ToolMissing, $"{release.Url} has the SHA-256 {actual.ToLowerInvariant()}, not the pinned {release.Sha256.ToLowerInvariant()}: it is not used. Check Actors:Tofu.");
            }
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException or UriFormatException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new JobFailure(ReasonCode.ToolMissing, $"OpenTofu {release.Version} cannot be downloaded from {release.Url}: {e.Message} Install tofu, or check Actors:Tofu:Mirror.");
        }
    }

    private static void Extract(TofuRelease release, string archive, string tool)
    {
        using var zip = ZipFile.OpenRead(archive);
        var entry = zip.Entries.FirstOrDefault(x => Names.Contains(x.FullName, StringComparer.Ordinal))
            ?? throw new JobFailure(ReasonCode.ToolMissing, $"The archive {release.Url} holds neither tofu nor terraform.");
        if (entry.Length > MaxArchive)
        {
            throw new JobFailure(ReasonCode.LimitExceeded, $"{entry.FullName} of {release.Url} has more than {MaxArchive} bytes.");
        }
        // Several workers may do this at once: each writes its own file, the last rename wins, and all are the same.
        var own = $"{tool}.{Guid.NewGuid():N}";
        entry.ExtractToFile(own);
        File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.Move(own, tool, overwrite: true);
    }
}
