namespace Actors.Templates.Kinds;

/// <summary>An HTTP call made by a hook.</summary>
public sealed record HookHttp
{
    /// <summary>Address.</summary>
    public string? Endpoint { get; init; }

    /// <summary>HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>Headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Body.</summary>
    public string? Body { get; init; }

    /// <summary>CUE condition on the outcome.</summary>
    public string? SuccessCondition { get; init; }

    /// <summary>Names the entry without its value, which may be secret.</summary>
    public override string ToString() => $"HookHttp {Method} {Endpoint}";
}
