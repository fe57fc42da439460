using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>JSON of the API's views: camel case, nulls left out, source-generated.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(DocumentList<ActivityDocument>))]
[JsonSerializable(typeof(DocumentList<RunDocument>))]
[JsonSerializable(typeof(ActivityDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(EnvironmentStatusView))]
[JsonSerializable(typeof(IReadOnlyList<ValueView>))]
[JsonSerializable(typeof(AgentStatusView))]
[JsonSerializable(typeof(AcceptedRun))]
[JsonSerializable(typeof(DocumentList<StateView>))]
[JsonSerializable(typeof(DocumentList<StateVersionView>))]
[JsonSerializable(typeof(RestoredState))]
[JsonSerializable(typeof(LogEventData))]
[JsonSerializable(typeof(CreatedToken))]
[JsonSerializable(typeof(ServerInfo))]
public sealed partial class ApiJson : JsonSerializerContext;
