using Actors.Runtimes.Processes;

namespace Actors.Runtimes.Tests.Processes;

public sealed class FolderTreeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("actors-tree-").FullName;

    public void Dispose() => Directory.Delete(_root, true);

    [Fact]
    public void Delete_WithLinks_LeavesWhatTheyPointTo()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_root, "outside")).FullName;
        File.WriteAllText(Path.Combine(outside, "kept"), "");
        var tree = Directory.CreateDirectory(Path.Combine(_root, "tree", "deep")).Parent!.FullName;
        Directory.CreateSymbolicLink(Path.Combine(tree, "folder"), outside);
        File.CreateSymbolicLink(Path.Combine(tree, "deep", "file"), Path.Combine(outside, "kept"));
        File.CreateSymbolicLink(Path.Combine(tree, "dangling"), "/no/such/file");
        File.SetUnixFileMode(Path.Combine(tree, "deep"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        FolderTree.Delete(tree);
        FolderTree.Delete(tree);

        Assert.False(Directory.Exists(tree));
        Assert.True(File.Exists(Path.Combine(outside, "kept")));
    }
}
