namespace Actors.Silo.Quickstart;

/// <summary>Who may read the quickstart's repository.</summary>
public sealed class RepositoryAccount
{
    /// <summary>The one user.</summary>
    public const string User = "quickstart";

    /// <summary>The password; null: this silo serves no repository.</summary>
    public string? Password { get; set; }

    /// <inheritdoc/>
    public override string ToString() => nameof(RepositoryAccount);
}
