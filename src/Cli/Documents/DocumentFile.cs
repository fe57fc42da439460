using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary>A file that was read.</summary>
/// <param name="Name">As it was given, or found in a folder that was given; <c>stdin</c> for the standard input.</param>
/// <param name="Read">Its documents and findings.</param>
internal sealed record DocumentFile(string Name, ReadResult Read)
{
    /// <summary>Whether it was not looked into, which a finding says.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The folder that it is in.</summary>
    public string Folder => Path.GetDirectoryName(Name) ?? "";
}
