using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Quickstart;

/// <summary>Serves the quickstart's repository by git's plain file protocol, with a password, on the worker listener.</summary>
public static class RepositoryApi
{
    private static readonly string[] Samples = ["quickstart", "quickstart-opentofu"];
    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>Path of a sample's repository.</summary>
    /// <param name="sample">Name of the sample.</param>
    /// <returns>The path.</returns>
    public static string PathOf(string sample) => $"/{sample}.git";

    /// <summary>Maps the repositories; without a quickstart their password is not known and nothing opens them.</summary>
    /// <param name="app">Where to map.</param>
    public static void MapQuickstartRepositories(this IEndpointRouteBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        foreach (var sample in Samples)
        {
            app.MapMethods(PathOf(sample) + "/{**path}", Reading, (string? path, IOptions<ActorsOptions> options) => Read(QuickstartRepository.FolderOf(options.Value, sample), path ?? ""))
                .RequireAuthorization(ActorsAuthentication.RepositoryPolicy).WithMetadata(new WorkerListenerAttribute(), new BasicChallengeAttribute());
        }
    }

    private static IResult Read(string folder, string path)
    {
        if (!Directory.Exists(folder))
        {
            return Results.NotFound();
        }

        // The provider refuses paths that lead out of its folder, and hidden files.
        using var files = new PhysicalFileProvider(folder);
        var file = files.GetFileInfo(path);
        return file is { Exists: true, IsDirectory: false, PhysicalPath: { } physical } ? Results.File(physical, "application/octet-stream") : Results.NotFound();
    }
}
