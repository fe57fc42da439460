namespace Actors.Templates.Planning;

/// <summary>What an input of a job is.</summary>
public enum InputKind
{
    /// <summary>A variable.</summary>
    Variable,

    /// <summary>An environment variable of the worker.</summary>
    Env,

    /// <summary>A file of the worker.</summary>
    File,
}
