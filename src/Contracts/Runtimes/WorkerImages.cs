using Actors.Contracts.Activities;

namespace Actors.Contracts.Runtimes;

/// <summary>The images of workers that <c>deploy/images</c> builds. All have the Worker program at <see cref="Program"/>.</summary>
public static class WorkerImages
{
    /// <summary>The Worker program in our images.</summary>
    public const string Program = "/actors/worker";

    /// <summary>Tag of this build's images.</summary>
    public static string Tag { get; } = typeof(WorkerImages).Assembly.GetName().Version!.ToString(3);

    /// <summary>The image that holds the Worker program and nothing else; it is injected from there into images that lack it.</summary>
    public static string Injector { get; } = $"actors/worker:{Tag}";

    /// <summary>The image of a kind of worker, unless <c>Actors:Agents:NAME:Images:KIND</c> or a driver names another.</summary>
    public static string Default(WorkerKind kind) => kind switch
    {
        WorkerKind.Git => $"actors/worker-git:{Tag}",
        WorkerKind.OpenTofu => $"actors/worker-opentofu:{Tag}",
        _ => $"actors/worker-function:{Tag}",
    };
}
