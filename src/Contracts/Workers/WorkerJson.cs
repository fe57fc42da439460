using System.Text.Json;
using System.Text.Json.Serialization;

namespace Actors.Contracts.Workers;

/// <summary>JSON of the worker protocol: camel case, nulls left out, source-generated so that the ahead-of-time compiled worker can use it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(HeartbeatResponse))]
[JsonSerializable(typeof(LogResponse))]
[JsonSerializable(typeof(WorkerResult))]
[JsonSerializable(typeof(WorkerJob))]
[JsonSerializable(typeof(ImageCommand))]
public sealed partial class WorkerJson : JsonSerializerContext;
