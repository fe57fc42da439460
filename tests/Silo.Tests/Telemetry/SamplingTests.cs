using System.Diagnostics;
using Actors.Silo.Configuration;
using Actors.Silo.Telemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace Actors.Silo.Tests.Telemetry;

public sealed class SamplingTests
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    [Theory]
    [InlineData(Request, ActivityKind.Server, true)]
    [InlineData("run.start", ActivityKind.Producer, true)]
    [InlineData("IAgentQueueGrain/PollAsync", ActivityKind.Client, false)]
    [InlineData("IAgentQueueGrain/PollAsync", ActivityKind.Server, false)]
    [InlineData("ITimer", ActivityKind.Internal, false)]
    public void WithoutParent_OnlyRequestsAndRunsBeginATrace(string name, ActivityKind kind, bool kept) => Assert.Equal(kept, Keeps(Of(), name, kind, default));

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, true)]
    [InlineData(ActivityTraceFlags.None, false)]
    public void WithParent_SharesItsFate(ActivityTraceFlags flags, bool kept) => Assert.Equal(kept, Keeps(
        Of(("OTEL_TRACES_SAMPLER", "traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0")), "IActivityGrain/ResultAsync", ActivityKind.Client,
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags)));

    [Theory]
    [InlineData("always_off", null, false)]
    [InlineData("parentbased_always_off", null, false)]
    [InlineData("parentbased_traceidratio", "0", false)]
    [InlineData("traceidratio", "1", true)]
    [InlineData("traceidratio", null, true)]
    public void StandardVariables_DecideWhatBegins(string name, string? argument, bool kept) =>
        Assert.Equal(kept, Keeps(Of(("OTEL_TRACES_SAMPLER", name), ("OTEL_TRACES_SAMPLER_ARG", argument)), Request, ActivityKind.Server, default));

    [Theory]
    [InlineData("jaeger_remote", null, "OTEL_TRACES_SAMPLER is 'jaeger_remote'")]
    [InlineData("traceidratio", "half", "OTEL_TRACES_SAMPLER_ARG is 'half'")]
    public void StandardVariables_NotUnderstood_AreNamed(string name, string? argument, string message) => Assert.Contains(
        message, Assert.Throws<StartupException>(() => Of(("OTEL_TRACES_SAMPLER", name), ("OTEL_TRACES_SAMPLER_ARG", argument))).Message, StringComparison.Ordinal);

    private static Sampler Of(params (string Key, string? Value)[] variables) =>
        Sampling.Of(new ConfigurationBuilder().AddInMemoryCollection(variables.Select(v => KeyValuePair.Create(v.Key, v.Value))).Build());

    private static bool Keeps(Sampler sampler, string name, ActivityKind kind, ActivityContext parent) =>
        sampler.ShouldSample(new SamplingParameters(parent, ActivityTraceId.CreateRandom(), name, kind)).Decision == SamplingDecision.RecordAndSample;
}
