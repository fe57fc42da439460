using System.Text.Json.Serialization;

namespace Actors.Templates.Planning;

/// <summary>When an activity runs, by how what comes before it ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunsWhen>))]
public enum RunsWhen
{
    /// <summary>When all that it depends on is done.</summary>
    Succeeded = 0,

    /// <summary>When all that it depends on has ended and something of its scope failed: hooks of <c>onFailure</c>.</summary>
    Failed,

    /// <summary>When all that it depends on has ended and anything of its scope was begun: hooks of <c>onCompletion</c>.</summary>
    Ended,
}
