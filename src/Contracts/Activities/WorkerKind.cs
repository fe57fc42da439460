using System.Text.Json.Serialization;

namespace Actors.Contracts.Activities;

/// <summary>What a worker does; decides its default size.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkerKind>))]
public enum WorkerKind
{
    /// <summary>Checks out a repository: 250m, 512Mi.</summary>
    Git = 0,
    /// <summary>Runs OpenTofu: 500m, 1Gi.</summary>
    OpenTofu,
    /// <summary>Runs a function: 100m, 256Mi.</summary>
    Function,
    /// <summary>Runs the command of an image.</summary>
    Command,
    /// <summary>There is no worker: the controller does it by itself.</summary>
    None,
    /// <summary>Makes an HTTP call: as a function.</summary>
    Http,
}
