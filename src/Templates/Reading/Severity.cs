namespace Actors.Templates.Reading;

/// <summary>How serious a finding is.</summary>
public enum Severity
{
    /// <summary>The document is used, but something in it has no effect.</summary>
    Warning,

    /// <summary>The document is refused.</summary>
    Error,
}
