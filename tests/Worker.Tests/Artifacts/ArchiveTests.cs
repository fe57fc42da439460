using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Worker.Artifacts;
using Actors.Worker.Jobs;

namespace Actors.Worker.Tests.Artifacts;

public sealed class ArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-test-").FullName;

    private string Target => Directory.CreateDirectory(Path.Combine(_folder, "target")).FullName;

    [Theory]
    [InlineData(TarEntryType.RegularFile, "../evil", "")]
    [InlineData(TarEntryType.RegularFile, "/tmp/evil", "")]
    [InlineData(TarEntryType.RegularFile, "a/../../evil", "")]
    [InlineData(TarEntryType.SymbolicLink, "link", "/etc")]
    [InlineData(TarEntryType.SymbolicLink, "link", "../x")]
    [InlineData(TarEntryType.SymbolicLink, "a/link", "../../x")]
    [InlineData(TarEntryType.SymbolicLink, "a/link", "b/../../../x")]
    [InlineData(TarEntryType.HardLink, "link", "/etc/passwd")]
    [InlineData(TarEntryType.HardLink, "link", "../../etc/passwd")]
    [InlineData(TarEntryType.HardLink, "link", "nothing")]
    [InlineData(TarEntryType.Fifo, "pipe", "")]
    [InlineData(TarEntryType.CharacterDevice, "device", "")]
    public async Task Unpack_EntryThatLeavesOrIsNoFile_Refused(TarEntryType type, string name, string link)
    {
        var failure = await Assert.ThrowsAsync<JobFailure>(() => UnpackAsync(new ArchiveLimits(), (type, name, link)));

        Assert.Equal(ReasonCode.InvalidInput, failure.Reason);
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "evil")));
    }

    [Fact]
    public async Task Unpack_ThroughALinkOfTheArchive_NeverWritesOutside()
    {
        // The chain looks harmless part by part: x is the root itself, so that x/.. would be outside.
        await Assert.ThrowsAsync<JobFailure>(() => UnpackAsync(
            new ArchiveLimits(), (TarEntryType.SymbolicLink, "d1/d2/x", "../.."), (TarEntryType.SymbolicLink, "link", "d1/d2/x/../.."), (TarEntryType.RegularFile, "link/evil", "")));

        Assert.False(File.Exists(Path.Combine(_folder, "evil")));
    }

    [Fact]
    public async Task Unpack_FileBelowALink_LandsInsideOrIsRefused()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => UnpackAsync(new ArchiveLimits(), (TarEntryType.SymbolicLink, "link", "."), (TarEntryType.RegularFile, "link/file", "")));

        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Pack_EmptyFolder_UnpacksToAnEmptyFolder()
    {
        var (source, archive) = (Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName, Path.Combine(_folder, "archive"));

        await ArchivePacker.PackAsync(source, archive, new ArchiveLimits(), TestContext.Current.CancellationToken);

        Assert.NotEqual(0, new FileInfo(archive).Length);
        await UnpackFileAsync(archive);
        Assert.Empty(Directory.GetFileSystemEntries(Target));
    }

    [Fact]
    public async Task Unpack_NoBytesAsOfOlderBuilds_IsAnEmptyFolder()
    {
        var archive = Path.Combine(_folder, "archive");
        await File.WriteAllBytesAsync(archive, [], TestContext.Current.CancellationToken);

        await UnpackFileAsync(archive);

        Assert.Empty(Directory.GetFileSystemEntries(Target));
    }

    [Fact]
    public async Task Unpack_CutOff_SaysThatItIsDamaged()
    {
        var (source, archive) = (Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName, Path.Combine(_folder, "archive"));
        var content = new byte[100_000];
        new Random(1).NextBytes(content);
        await File.WriteAllBytesAsync(Path.Combine(source, "file"), content, TestContext.Current.CancellationToken);
        await ArchivePacker.PackAsync(source, archive, new ArchiveLimits(), TestContext.Current.CancellationToken);
        var packed = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(archive, packed[..(packed.Length / 2)], TestContext.Current.CancellationToken);

        Assert.Contains("damaged", (await Assert.ThrowsAsync<JobFailure>(() => UnpackFileAsync(archive))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unpack_TooManyBytesOrEntries_LimitExceeded()
    {
        var bytes = await Assert.ThrowsAsync<JobFailure>(() => UnpackAsync(new ArchiveLimits(MaxBytes: 3), (TarEntryType.RegularFile, "file", "")));
        var entries = await Assert.ThrowsAsync<JobFailure>(() => UnpackAsync(new ArchiveLimits(MaxEntries: 1), (TarEntryType.Directory, "a", ""), (TarEntryType.Directory, "b", "")));

        Assert.Equal(ReasonCode.LimitExceeded, bytes.Reason);
        Assert.Equal(ReasonCode.LimitExceeded, entries.Reason);
    }

    [Fact]
    public async Task Unpack_NoArchive_InvalidInput()
    {
        var failure = await Assert.ThrowsAsync<JobFailure>(() => new ArchiveUnpacker(Target, new ArchiveLimits()).UnpackAsync(new MemoryStream("garbage"u8.ToArray()), TestContext.Current.CancellationToken));

        Assert.Equal(ReasonCode.InvalidInput, failure.Reason);
    }

    [Fact]
    public async Task PackAndUnpack_Folder_IsTheSame()
    {
        var source = Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName;
        Directory.CreateDirectory(Path.Combine(source, "deep", ".git"));
        Directory.CreateDirectory(Path.Combine(source, "empty"));
        File.WriteAllText(Path.Combine(source, "deep", ".git", "config"), "x");
        File.WriteAllText(Path.Combine(source, "deep", new string('n', 150)), "long name");
        File.WriteAllText(Path.Combine(source, "run"), "#!/bin/sh");
        File.SetUnixFileMode(Path.Combine(source, "run"), (UnixFileMode)0b100_111_101_101);
        File.CreateSymbolicLink(Path.Combine(source, "deep", "link"), "../run");
        var archive = Path.Combine(_folder, "a.tar.gz");

        await ArchivePacker.PackAsync(source, archive, new ArchiveLimits(), TestContext.Current.CancellationToken);
        await using (var stream = File.OpenRead(archive))
        {
            await new ArchiveUnpacker(Target, new ArchiveLimits()).UnpackAsync(stream, TestContext.Current.CancellationToken);
        }

        Assert.Equal("long name", File.ReadAllText(Path.Combine(Target, "deep", new string('n', 150))));
        Assert.Equal("#!/bin/sh", File.ReadAllText(Path.Combine(Target, "deep", "link")));
        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(Target, "run")));
        Assert.True(Directory.Exists(Path.Combine(Target, "empty")));
        Assert.False(Directory.Exists(Path.Combine(Target, "deep", ".git")));
    }

    [Fact]
    public async Task Pack_LinkThatLeaves_Refused()
    {
        var source = Directory.CreateDirectory(Path.Combine(_folder, "source")).FullName;
        File.CreateSymbolicLink(Path.Combine(source, "link"), "../secret");

        var failure = await Assert.ThrowsAsync<JobFailure>(() => ArchivePacker.PackAsync(source, Path.Combine(_folder, "a"), new ArchiveLimits(), TestContext.Current.CancellationToken));

        Assert.Contains("link", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task UnpackAsync(ArchiveLimits limits, params (TarEntryType Type, string Name, string Link)[] entries)
    {
        using var archive = new MemoryStream();
        await using (var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            foreach (var (type, name, link) in entries)
            {
                var entry = new GnuTarEntry(type, name);
                if (link.Length > 0)
                {
                    entry.LinkName = link;
                }
                if (type == TarEntryType.RegularFile)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes("content"));
                }
                await tar.WriteEntryAsync(entry, TestContext.Current.CancellationToken);
            }
        }
        archive.Position = 0;
        await new ArchiveUnpacker(Target, limits).UnpackAsync(archive, TestContext.Current.CancellationToken);
    }

    private async Task UnpackFileAsync(string archive)
    {
        await using var stream = File.OpenRead(archive);
        await new ArchiveUnpacker(Target, new ArchiveLimits()).UnpackAsync(stream, TestContext.Current.CancellationToken);
    }
}
