namespace Actors.Silo.Configuration;

/// <summary>Where metrics and traces are sent, section <c>Actors:Otlp</c>; before the standard variables <c>OTEL_EXPORTER_OTLP_…</c>.</summary>
public sealed class OtlpSettings
{
    /// <summary>Address of an OpenTelemetry collector; empty: what the standard variables say.</summary>
    public string? Endpoint { get; set; }

    /// <summary><c>grpc</c> or <c>http/protobuf</c>; empty: what the standard variables say, else <c>grpc</c>.</summary>
    public string? Protocol { get; set; }

    /// <summary>What is wrong with them.</summary>
    /// <returns>Messages; none: all is well.</returns>
    internal IEnumerable<string> Problems()
    {
        if (!string.IsNullOrEmpty(Endpoint) && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            yield return $"Actors:Otlp:Endpoint is '{Endpoint}', which is no http or https address. Write it like http://collector:4317.";
        }

        if (!string.IsNullOrEmpty(Protocol) && Protocol is not ("grpc" or "http/protobuf"))
        {
            yield return $"Actors:Otlp:Protocol is '{Protocol}'; it must be grpc or http/protobuf.";
        }
    }
}
