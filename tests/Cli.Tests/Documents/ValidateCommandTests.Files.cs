using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Documents;

/// <content>What is no file of documents.</content>
public sealed partial class ValidateCommandTests
{
    [Fact]
    public async Task Validate_CommentsOnly_IsValidWithANote()
    {
        using var folder = new TempFolder().Write("set/later.yaml", "# to come\n").Write("set/none.yaml", "---\n---\n");

        var result = await CliRun.RunAsync(["validate", "set"], folder: folder.Path);

        Assert.Equal(
            ["set/later.yaml:1:1: warning: Note: The text holds no document; nothing is done with it.",
             "set/none.yaml:1:1: warning: Note: The text holds no document; nothing is done with it.",
             "2 valid, 0 invalid"],
            result.Lines);
        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    [Fact(SkipUnless = nameof(IsLinux), Skip = "Kinds of files are told on Linux only.")]
    public async Task Validate_FolderWithPipeAndSocket_SkipsThemAtOnce()
    {
        using var folder = new TempFolder().Write("set/all.yaml", Support.Documents.All);
        using (var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(folder.Path, "set", "pipe.yaml")))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(folder.Path, "set", "socket.json")));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var result = await CliRun.RunAsync(["validate", "set"], folder: folder.Path);

        Assert.Equal(
            ["set/pipe.yaml:1:1: warning: Note: This is no regular file, but a pipe, a socket or a device; it is skipped.",
             "set/socket.json:1:1: warning: Note: This is no regular file, but a pipe, a socket or a device; it is skipped.",
             "1 valid, 0 invalid"],
            result.Lines);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Validate_FilesThatCannotBeTaken_AreFindingsBesideTheOthers()
    {
        using var folder = new TempFolder().Write("a.yaml", Support.Documents.Agent).Write("large.yaml", new string('#', (4 * 1024 * 1024) + 1));
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "bytes.yaml"), [.. "kind: Agent\nx: "u8, 0xE9, .. "\n"u8], TestContext.Current.CancellationToken);

        var result = await CliRun.RunAsync(["validate", "."], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains(result.Lines, line => line.EndsWith("bytes.yaml:2:4: error: The file is no UTF-8 here; save it in that encoding.", StringComparison.Ordinal));
        Assert.Contains(result.Lines, line => line.Contains("large.yaml:1:1: error: The file is larger than", StringComparison.Ordinal));
        Assert.Equal("1 valid, 2 invalid", result.Lines[^1]);
    }

    [Fact]
    public async Task Validate_FolderWithTemplatesOfOtherNames_SaysThatTheyAreSkipped()
    {
        using var folder = new TempFolder().Write("set/all.yaml", Support.Documents.All).Write("set/a.tpl", "{{ .a }}").Write("set/b.gotmpl", "{{ .a }}").Write("set/readme.md", "x");

        var result = await CliRun.RunAsync(["validate", "set"], folder: folder.Path);

        const string note = "warning: Note: Of folders, files of this name are skipped; name it to have it rendered as a template.";
        Assert.Equal([$"set/a.tpl:1:1: {note}", $"set/b.gotmpl:1:1: {note}", "1 valid, 0 invalid"], result.Lines);
    }

    [Theory]
    [InlineData("prod-values.yaml", "region: eu-1\nnodes: 3\n")]
    [InlineData("values.test.yml", "nodes: {small: 1, large: 2}\n")]
    [InlineData("Values.json", "{\"region\": \"eu-1\"}")]
    public async Task Validate_FolderWithOtherValues_PassesThemWithANote(string name, string values)
    {
        using var folder = new TempFolder().Write("set/a.tmpl", "{{ $all := . }}\n" + Support.Documents.Agent.Replace("local", "{{ $all.name }}", StringComparison.Ordinal))
            .Write("set/given.yaml", "name: east\n").Write("set/" + name, values);

        var result = await CliRun.RunAsync(["validate", "set", "--values", "set/given.yaml"], folder: folder.Path);

        Assert.Equal(
            [$"set/{name}:1:1: warning: Note: By its name and its fields the file holds values of templates and no document; nothing is done with it. To render templates with it, give it by --values.",
             "2 valid, 0 invalid"],
            result.Lines);
    }

    [Theory]
    [InlineData("set/values.yaml", "kid: Agent\nmetadata: {name: a}\n")]
    [InlineData("set/values.yaml", "Kind: Agent\nname: a\n")]
    [InlineData("set/values.yaml", "[1, 2]\n")]
    [InlineData("set/values.yaml", "a: 1\n---\nb: 2\n")]
    [InlineData("set/agents.yaml", "region: eu-1\n")]
    public async Task Validate_FolderWithWhatMayBeMeantForADocument_IsAnError(string name, string text)
    {
        using var folder = new TempFolder().Write("set/all.yaml", Support.Documents.All).Write(name, text);

        var result = await CliRun.RunAsync(["validate", "set"], folder: folder.Path);

        Assert.Contains(result.Lines, line => line.StartsWith(name, StringComparison.Ordinal) && line.Contains("error:", StringComparison.Ordinal));
        Assert.Equal("1 valid, 1 invalid", result.Lines[^1]);
    }

    [Fact]
    public async Task Validate_ValuesNamedAsDocuments_SaysHowToGiveThem()
    {
        using var folder = new TempFolder().Write("values.yaml", "region: eu-1\n");

        var result = await CliRun.RunAsync(["validate", "values.yaml"], folder: folder.Path);

        Assert.Equal("values.yaml:1:1: error: kind: The document names no kind. The file looks like one with values of templates: give it by --values.", result.Lines[0]);
        Assert.Equal(ExitCodes.Failed, result.ExitCode);
    }

    [Fact]
    public async Task Validate_ValuesAmongTheFilesOfAPattern_AreNoError()
    {
        using var folder = new TempFolder().Write("a.yaml", Support.Documents.Agent).Write("values.yaml", "region: eu-1\n").Write("values-prod.yaml", "region: eu-2\n");

        var result = await CliRun.RunAsync(["validate", "a.yaml", "values-prod.yaml", "values.yaml", "--values", "./values.yaml"], folder: folder.Path);

        Assert.Equal(["values-prod.yaml", "2 valid, 0 invalid"], result.Lines.Select(line => line.Split(':')[0]));
        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    [Fact]
    public async Task Graph_FolderWithValuesOnly_SaysThatThereIsNoDocument()
    {
        using var folder = new TempFolder().Write("set/values.yaml", "region: eu-1\n");

        var result = await CliRun.RunAsync(["graph", "set"], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("There is no document in set", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_FolderOfTemplatesOfOtherNames_IsWrongUse()
    {
        using var folder = new TempFolder().Write("set/a.tpl", "{{ .a }}");

        Assert.Equal(ExitCodes.Usage, (await CliRun.RunAsync(["validate", "set"], folder: folder.Path)).ExitCode);
    }

    [Theory]
    [InlineData("", "A path is empty; '.' is the current folder.")]
    [InlineData("--vaules", "There is no option '--vaules'. Did you mean '--values'?")]
    [InlineData("--projcet", "There is no option '--projcet'. Did you mean '--project'?")]
    [InlineData("-z", "There is no option '-z'.")]
    public async Task Validate_PathThatCannotBeMeant_IsWrongUse(string path, string message)
    {
        using var folder = new TempFolder().Write("all.yaml", Support.Documents.All);

        var result = await CliRun.RunAsync(["validate", path, "all.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_DeviceWithoutEnd_IsAFinding()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero.");

        var result = await CliRun.RunAsync(["validate", "/dev/zero", "-"], input: Support.Documents.Agent);

        Assert.Equal("1 valid, 1 invalid", result.Lines[^1]);
    }

    [Fact]
    public async Task Validate_FolderWithoutDocuments_SaysSo()
    {
        using var folder = new TempFolder().Write("readme.txt", "nothing");

        var result = await CliRun.RunAsync(["validate", "."], folder: folder.Path);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("*.yaml", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_MissingFile_NamesIt()
    {
        var result = await CliRun.RunAsync(["validate", "there-is-no.yaml"]);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("there-is-no.yaml", result.Error, StringComparison.Ordinal);
    }
}
