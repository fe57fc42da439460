namespace Actors.Templates.Planning;

/// <summary>What may be done with a version of a template.</summary>
public enum VersionState
{
    /// <summary>May be launched, does not change.</summary>
    Active,

    /// <summary>May change; is launched only by its name.</summary>
    Draft,

    /// <summary>Is not launched any more; environments on it go on.</summary>
    Disabled,
}
