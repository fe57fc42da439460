namespace Actors.Contracts.Workers;

/// <summary>What a function is told of its call, as headers of the protocol or, in bash, as environment variables. Nothing secret.</summary>
public sealed record FunctionCaller
{
    /// <summary>Id of the activity.</summary>
    public string ActivityId { get; init; } = "";
    /// <summary>Id of the environment; with the two ids below it names the scope of the state store.</summary>
    public string EnvironmentId { get; init; } = "";
    /// <summary>Name of the environment.</summary>
    public string EnvironmentName { get; init; } = "";
    /// <summary>Id of the organisation.</summary>
    public string OrganizationId { get; init; } = "";
    /// <summary>Id of the project.</summary>
    public string ProjectId { get; init; } = "";
    /// <summary>Where the event comes from: <c>action</c>, <c>schedules</c>, <c>workload</c> or <c>environment</c>.</summary>
    public string EventSource { get; init; } = "";
    /// <summary>Name of the action, the schedule or the workload.</summary>
    public string EventSourceName { get; init; } = "";
    /// <summary><c>deploy</c>, <c>destroy</c> or <c>force-destroy</c>.</summary>
    public string EventType { get; init; } = "";
}
