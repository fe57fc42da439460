using System.Globalization;

namespace Actors.Cli.Clusters;

/// <summary>A file with the id of a process, for people and scripts.</summary>
/// <param name="path">Where it is.</param>
internal sealed class PidFile(string path)
{
    private const int Longest = 32;

    /// <summary>The id; null when there is none.</summary>
    public int? Read()
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= Longest } && int.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? pid : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes an id.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(int pid) => File.WriteAllText(path, $"{pid}\n");

    /// <summary>Deletes the file when it holds this id; one that somebody else has written stays.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public void Delete(int pid)
    {
        if (Read() == pid)
        {
            File.Delete(path);
        }
    }
}
