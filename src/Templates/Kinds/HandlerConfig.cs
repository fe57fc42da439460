namespace Actors.Templates.Kinds;

/// <summary>What a handler runs and how.</summary>
public sealed record HandlerConfig
{
    /// <summary>`container`, `http` or `function`.</summary>
    [KnownValues("container", "http", "function")]
    public string? Type { get; init; }

    /// <summary>Longest duration of one invocation, in seconds, up to 604800; 0 is as none.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>How often a failed invocation is tried again.</summary>
    public int? MaxRetryCount { get; init; }

    /// <summary>CUE condition on the outcome.</summary>
    public string? SuccessCondition { get; init; }

    /// <summary>Repetition while the handler asks to be called again.</summary>
    public PollingConfig? PollingConfig { get; init; }

    /// <summary>Settings of type container.</summary>
    public ContainerConfig? Container { get; init; }

    /// <summary>Settings of type http.</summary>
    public HttpConfig? Http { get; init; }

    /// <summary>Settings of type function.</summary>
    public FunctionConfig? Function { get; init; }
}
