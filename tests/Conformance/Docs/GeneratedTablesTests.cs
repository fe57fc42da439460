using System.Text;
using Actors.Conformance.Runtimes;
using Actors.Runtimes.Kubernetes;
using Actors.Runtimes.Kubernetes.Policy;

namespace Actors.Conformance.Docs;

/// <summary>Tables of the documentation that are written from code. When one is out of date, the message has what the file must hold.</summary>
public sealed class GeneratedTablesTests
{
    private static readonly string[] Engines = ["process", "docker", "kubernetes"];

    [Fact]
    public void Runtimes_TableOfFailures_IsThatOfTheKit() => Holds("docs/runtimes.md", Failures());

    [Fact]
    public void Kubernetes_TableOfTheRole_IsThatOfTheRuntime() => Holds("docs/kubernetes.md", KubernetesRole.ToMarkdown());

    [Fact]
    public void Kubernetes_Role_IsThatOfTheRuntime() => Holds("docs/kubernetes.md", KubernetesRole.ToYaml("actors-agent"));

    [Fact]
    public void Kubernetes_RoleOfTheManifests_IsThatOfTheRuntime() =>
        Assert.Equal(KubernetesRole.ToYaml("actors-agent"), Read("deploy/kubernetes/agent-rights/role.yaml"));

    [Fact]
    public void Kubernetes_WordsOfAllow_AreThoseOfTheRuntime() => Holds("docs/kubernetes.md", string.Join(", ", PodAllowances.Words.Select(word => $"`{word}`")));

    private static string Failures()
    {
        var text = new StringBuilder($"| failure | {string.Join(" | ", Engines)} |\n|---|{string.Concat(Engines.Select(_ => "---|"))}\n");
        foreach (var name in RuntimeCases.All)
            text.Append('|').Append(' ').Append(name).Append(" | ").AppendJoin(" | ", Engines.Select(engine => RuntimeCases.CannotExist.GetValueOrDefault((engine, name), "tested"))).Append(" |\n");
        return text.ToString();
    }

    private static void Holds(string file, string text) =>
        Assert.True(Read(file).Contains(text, StringComparison.Ordinal), $"{file} does not hold:\n{text}");

    private static string Read(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Actors.sln is not above the tests.");
        return File.ReadAllText(Path.Combine(folder.FullName, file)).ReplaceLineEndings("\n");
    }
}
