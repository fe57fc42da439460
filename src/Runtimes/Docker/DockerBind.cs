namespace Actors.Runtimes.Docker;

/// <summary>A file or folder of the engine's machine that every worker of the agent sees; the operator's decision.</summary>
/// <param name="Source">Absolute path on the engine's machine; it must exist.</param>
/// <param name="Target">Absolute path in the container.</param>
/// <param name="ReadOnly">Whether workers cannot write to it.</param>
public sealed record DockerBind(string Source, string Target, bool ReadOnly)
{
    /// <summary>Reads <c>SOURCE:TARGET</c> or <c>SOURCE:TARGET:ro|rw</c>; without a mode it is read-only.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static DockerBind Parse(string text) => text.Split(':') switch
    {
        [{ Length: > 0 } source, { Length: > 0 } target] => new(source, target, true),
        [{ Length: > 0 } source, { Length: > 0 } target, "ro"] => new(source, target, true),
        [{ Length: > 0 } source, { Length: > 0 } target, "rw"] => new(source, target, false),
        _ => throw new FormatException($"'{text}' is not SOURCE:TARGET[:ro|:rw]"),
    };
}
