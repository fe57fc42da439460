namespace Actors.Worker.Jobs;

/// <summary>The folders of a job below the worker's own one.</summary>
internal sealed class JobFolders
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _work;

    /// <summary>Makes them, empty.</summary>
    public JobFolders(string root)
    {
        Root = Path.GetFullPath(root);
        Work = _work = Fresh("work");
        Home = Fresh("home");
        Temporary = Fresh("tmp");
        Private = Fresh("private");
    }

    /// <summary>The worker's folder.</summary>
    public string Root { get; }
    /// <summary>The working directory of the job.</summary>
    public string Work { get; private set; }
    /// <summary>HOME of its processes.</summary>
    public string Home { get; }
    /// <summary>TMPDIR of its processes.</summary>
    public string Temporary { get; }
    /// <summary>The worker's own files for the job: scripts, variables, credentials. Mode 0700.</summary>
    public string Private { get; }

    /// <summary>Makes a folder outside the working directory of the job; it goes with the worker's file system.</summary>
    public void WorkIn(string folder)
    {
        Directory.CreateDirectory(folder);
        Work = folder;
    }

    /// <summary>Path of a private file.</summary>
    public string PrivateFile(string name) => Path.Combine(Private, name);

    /// <summary>Writes a private file, mode 0600.</summary>
    public string WritePrivate(string name, ReadOnlySpan<byte> content, bool executable = false)
    {
        var file = PrivateFile(name);
        using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = executable ? OwnerOnly : UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        stream.Write(content);
        return file;
    }

    /// <summary>Removes all of them.</summary>
    public void Delete()
    {
        foreach (var folder in (string[])[Private, Temporary, Home, _work])
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Fresh(string name)
    {
        var folder = Path.Combine(Root, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder, OwnerOnly);
        return folder;
    }
}
