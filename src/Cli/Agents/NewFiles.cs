using System.Text;
using Actors.Cli.Hosting;

namespace Actors.Cli.Agents;

/// <summary>Files that are made for somebody: all of them, or none. Only their owner reads them.</summary>
/// <param name="folder">Where.</param>
internal sealed class NewFiles(string folder) : IDisposable
{
    private readonly List<FileStream> _files = [];
    private bool _kept;

    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The file, closed with the others. Nothing that is written waits in it.</returns>
    /// <exception cref="CliException">It is there, or cannot be made.</exception>
    public FileStream Create(string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var file = new FileStream(path, options);
            _files.Add(file);
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, Path.Exists(path) ? $"{path} is there already. Take it away, or run this in another folder." : $"{path} cannot be written: {exception.Message}");
        }
    }

    /// <summary>Makes one with a text, unless one with this text is there.</summary>
    /// <exception cref="CliException">Another is there, or it cannot be made.</exception>
    public async Task WriteAsync(string name, string text, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (File.Exists(path) && await File.ReadAllTextAsync(path, cancellation) == text)
            {
                return;
            }

            await Create(name).WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"{path} cannot be written: {exception.Message}");
        }
    }

    /// <summary>They stay.</summary>
    public void Keep() => _kept = true;

    /// <summary>Closes them, and takes them away unless they stay.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
            if (!_kept)
            {
                File.Delete(file.Name);
            }
        }
    }
}
