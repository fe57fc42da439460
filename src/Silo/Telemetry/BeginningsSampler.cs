using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Actors.Silo.Telemetry;

/// <summary>
/// Samples what a trace may begin with: a request, or a run. Anything else that has no parent (a timer, a poll, a look at an engine) repeats for ever and is nobody's story.
/// </summary>
/// <param name="inner">Decides about those.</param>
internal sealed class BeginningsSampler(Sampler inner) : Sampler
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Producer || samplingParameters.Name == Request
            ? inner.ShouldSample(samplingParameters)
            : new SamplingResult(SamplingDecision.Drop);
}
