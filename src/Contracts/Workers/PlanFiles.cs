namespace Actors.Contracts.Workers;

/// <summary>The files of an OpenTofu plan that are kept.</summary>
public static class PlanFiles
{
    /// <summary>The plan itself, as the tool wrote it; this is what is applied.</summary>
    public const string Binary = "plan";
    /// <summary>What <c>show -json</c> says of it, up to <see cref="MaxJson"/>.</summary>
    public const string Json = "plan.json";
    /// <summary>What the tool printed when it planned, up to <see cref="MaxText"/>.</summary>
    public const string Text = "plan.txt";

    /// <summary>Largest <see cref="Json"/> in bytes; a larger one is not kept.</summary>
    public const int MaxJson = 64 << 20;
    /// <summary>Largest <see cref="Text"/> in bytes; what comes after is dropped, and the end says so.</summary>
    public const int MaxText = 4 << 20;
    /// <summary>Largest <see cref="Binary"/> in bytes; the job fails with a larger one, as what is not kept is not applied.</summary>
    public const long MaxBinary = 128 << 20;

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> All { get; } = [Binary, Json, Text];

    /// <summary>Largest size of a file in bytes.</summary>
    /// <param name="name">One of the names.</param>
    public static long MaxOf(string name) => name switch
    {
        Json => MaxJson,
        Text => MaxText,
        _ => MaxBinary,
    };
}
