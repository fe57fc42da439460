using System.Text.Json.Serialization;

namespace Actors.Worker.Functions;

/// <summary>JSON of texts, source-generated.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class FunctionText : JsonSerializerContext;
