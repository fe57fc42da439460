using System.Security.Cryptography.X509Certificates;
using System.Text;
using Actors.Contracts.Workers;
using Actors.Worker.Hosting;
using Actors.Worker.Processes;
using Actors.Worker.Session;

namespace Actors.Worker.Tests.Support;

/// <summary>A worker in this process against a fake controller, in a folder of its own.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly MemoryStream _output = new();

    private Bench(FakeController controller) => Controller = controller;

    public FakeController Controller { get; }
    public string Folder { get; } = Directory.CreateTempSubdirectory("worker-test-").FullName;
    public string Path { get; set; } = Environment.GetEnvironmentVariable("PATH") ?? Programs.DefaultPath;
    public IReadOnlyList<string> GitSchemes { get; set; } = ["https", "ssh", "http", "file"];
    public ImageCommand? ImageCommand { get; set; }
    public string? ImageFolder { get; set; }
    public IReadOnlyList<string> HttpAllow { get; set; } = [];
    public IReadOnlyList<string> HttpRefuse { get; set; } = [];
    public bool Isolated { get; set; }
    public string Output => Encoding.UTF8.GetString(_output.ToArray());
    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Bench> StartAsync(WorkerJob job, X509Certificate2? certificate = null) => new(await FakeController.StartAsync(job, certificate: certificate));

    public async Task<int> RunAsync()
    {
        Controller.NextAttempt();
        using var http = HttpClients.Create(null);
        var settings = new WorkerSettings { Url = Controller.Address, Ticket = FakeController.Ticket, WorkDir = System.IO.Path.Combine(Folder, "worker"), Tools = System.IO.Path.Combine(Folder, "tools"), Path = Path, GitSchemes = GitSchemes, HttpAllow = [.. HttpAllow.Select(x => AddressRule.Parse(x)!)], HttpRefuse = HttpRefuse, Isolated = Isolated, ImageCommand = ImageCommand, ImageFolder = ImageFolder };
        Directory.CreateDirectory(settings.WorkDir);
        return await new WorkerHost(settings, http, _output, TimeProvider.System).RunAsync().WaitAsync(TimeSpan.FromSeconds(90), Cancellation);
    }

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30), $"not in time: {what}");
            await Task.Delay(20, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Controller.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
