namespace Actors.Templates.Planning;

/// <summary>A container that runs to its end.</summary>
public sealed record ContainerPlan : PlannedJob
{
    /// <summary>Image reference.</summary>
    public required string Image { get; init; }

    /// <summary>The command; empty: the image's entry point.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Where the working directory is, absolute; null: the worker's own place.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Whether the working directory is kept for activities that start from it: of a handler that stands in for the checkout.</summary>
    public bool KeepsWorkDir { get; init; }

    /// <summary>Account of the image's registry; null: none.</summary>
    public PlannedRegistry? Registry { get; init; }

    /// <summary>Kubeconfig for the container; null: none.</summary>
    public PlannedValue? KubeConfig { get; init; }

    /// <summary>Volumes.</summary>
    public IReadOnlyList<PlannedVolume> Volumes { get; init; } = [];

    /// <summary>Environment variables and files.</summary>
    public required JobInputs Inputs { get; init; }
}
