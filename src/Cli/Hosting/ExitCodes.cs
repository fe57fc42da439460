namespace Actors.Cli.Hosting;

/// <summary>How the program ends.</summary>
public static class ExitCodes
{
    /// <summary>It worked.</summary>
    public const int Ok = 0;

    /// <summary>The thing itself failed: a run, a document, or the server refused.</summary>
    public const int Failed = 1;

    /// <summary>The program was called wrongly.</summary>
    public const int Usage = 2;

    /// <summary>The server did not answer.</summary>
    public const int Unreachable = 3;

    /// <summary>No token, a wrong one, or one that does not open this.</summary>
    public const int Unauthorized = 4;

    /// <summary>Somebody interrupted it.</summary>
    public const int Interrupted = 130;
}
