using System.Globalization;
using Actors.Silo.Configuration;
using OpenTelemetry.Trace;

namespace Actors.Silo.Telemetry;

/// <summary>Which traces are kept, by the standard variables <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c>.</summary>
internal static class Sampling
{
    private const string Name = "OTEL_TRACES_SAMPLER";
    private const string Argument = "OTEL_TRACES_SAMPLER_ARG";
    private const string ParentBased = "parentbased_";

    /// <summary>The sampler. What has a parent shares its fate, under every name: a part of a trace is of no use.</summary>
    /// <param name="configuration">The configuration, which has the environment.</param>
    /// <exception cref="StartupException">A variable cannot be understood.</exception>
    public static Sampler Of(IConfiguration configuration)
    {
        var name = configuration[Name] is { Length: > 0 } given ? given.ToLowerInvariant() : ParentBased + "always_on";
        Sampler inner = (name.StartsWith(ParentBased, StringComparison.Ordinal) ? name[ParentBased.Length..] : name) switch
        {
            "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => new TraceIdRatioBasedSampler(Ratio(configuration[Argument])),
            _ => throw new StartupException($"{Name} is '{name}'; it must be always_on, always_off or traceidratio, each also with {ParentBased} before it."),
        };
        return new ParentBasedSampler(new BeginningsSampler(inner));
    }

    private static double Ratio(string? text) => string.IsNullOrEmpty(text)
        ? 1
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? ratio
            : throw new StartupException($"{Argument} is '{text}'; it must be a number from 0 to 1.");
}
