namespace Actors.Contracts.Workers;

/// <summary>The protocol between a worker and the server of a function, and between the function and the controller. See <c>docs/functions.md</c>.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>GET /_/ready</c> → 200 when the function can be called; <c>POST /</c> with a JSON object and the headers below.</item>
/// <item>200 <c>{"data": {…}}</c>; 400 with text: the input is not valid; 500 <c>{"error_code", "message", "data"?, "stack_trace"?}</c>.</item>
/// <item><c>POST {X-Engine-Endpoint}{X-Activity-File-Upload}?append=true</c>, <c>X-Workflow-Token</c>, multipart with the part <c>content</c> → 200.</item>
/// <item><c>GET|PUT|DELETE {X-Eaas-State-Endpoint}</c>, <c>X-Eaas-State-Token</c>: the state store.</item>
/// </list>
/// Both endpoints are those of a relay in the worker, which passes the two paths on to the controller.
/// </remarks>
public static class FunctionProtocol
{
    /// <summary>Path that answers 200 once the function can be called.</summary>
    public const string ReadyPath = "/_/ready";
    /// <summary>Path of the log upload at the worker endpoints, sent as <see cref="UploadHeader"/>.</summary>
    public const string LogPath = "/workers/v1/function/log";
    /// <summary>Path of the state store at the worker endpoints; with the address of the relay before it, it is sent as <see cref="StateEndpointHeader"/>.</summary>
    public const string StatePath = "/workers/v1/function/state";
    /// <summary>Largest body of a call to the state store in bytes.</summary>
    public const int MaxStateBody = 1 << 20;
    /// <summary>Largest body of a log upload in bytes.</summary>
    public const int MaxLogBody = 4 << 20;
    /// <summary>Calls of a function that its worker passes on at a time.</summary>
    public const int MaxCalls = 16;
    /// <summary>Time for the server to end once it has answered. Nothing follows; the watchdog of function images would serve on for half a minute.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    /// <summary>Name of the part of a log upload.</summary>
    public const string LogPart = "content";

    /// <summary>Id of the activity.</summary>
    public const string ActivityHeader = "X-Activity-ID";
    /// <summary>Id of the environment.</summary>
    public const string EnvironmentIdHeader = "X-Environment-ID";
    /// <summary>Name of the environment.</summary>
    public const string EnvironmentNameHeader = "X-Environment-Name";
    /// <summary>Id of the organisation.</summary>
    public const string OrganizationHeader = "X-Organization-ID";
    /// <summary>Id of the project.</summary>
    public const string ProjectHeader = "X-Project-ID";
    /// <summary>Address of the state store.</summary>
    public const string StateEndpointHeader = "X-Eaas-State-Endpoint";
    /// <summary>Token of the state store.</summary>
    public const string StateTokenHeader = "X-Eaas-State-Token";
    /// <summary>Where the event comes from.</summary>
    public const string EventSourceHeader = "X-Event-Source";
    /// <summary>Name of that.</summary>
    public const string EventSourceNameHeader = "X-Event-Source-Name";
    /// <summary>Type of the event.</summary>
    public const string EventTypeHeader = "X-Event-Type";
    /// <summary>Token of the log upload.</summary>
    public const string WorkflowTokenHeader = "X-Workflow-Token";
    /// <summary>Address that the log upload's path follows.</summary>
    public const string EngineHeader = "X-Engine-Endpoint";
    /// <summary>Path of the log upload.</summary>
    public const string UploadHeader = "X-Activity-File-Upload";
}
