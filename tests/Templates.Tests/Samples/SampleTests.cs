using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Samples;

public sealed class SampleTests
{
    [Theory]
    [InlineData("quickstart", 8, 8)]
    [InlineData("quickstart-opentofu", 4, 4)]
    [InlineData("fan-out", 25, 0)]
    [InlineData("functions", 3, 2)]
    [InlineData("containers", 3, 3)]
    [InlineData("http", 3, 0)]
    [InlineData("hooks", 10, 9)]
    [InlineData("tofu-options", 6, 4)]
    [InlineData("cancel-and-retry", 2, 2)]
    public void Sample_Plans_WithoutAnyFinding(string sample, int deploy, int destroy)
    {
        var catalog = Load(sample);

        Assert.All(catalog.Documents, document => Assert.Empty(ReferenceCheck.Check(document, catalog)));
        var up = Documents.Plan(catalog, RunKind.Deploy, sample);
        var down = Documents.Plan(catalog, RunKind.Destroy, sample);
        Assert.Empty(up.Findings);
        Assert.Equal((deploy, destroy), (up.PlanOrThrow().Activities.Count, down.PlanOrThrow().Activities.Count));
    }

    [Fact]
    public void Quickstart_StorageAndCompute_WaitForNetworkOnly()
    {
        var plan = Documents.Plan(Load("quickstart"), RunKind.Deploy, "quickstart").PlanOrThrow();

        Assert.Equal(["storage.artifact", "network.task.create"], plan.Find("storage.task.create")!.DependsOn);
        Assert.Equal(["compute.artifact", "network.task.create"], plan.Find("compute.task.create")!.DependsOn);
        Assert.Equal(["app.artifact", "storage.task.create", "compute.task.create"], plan.Find("app.task.create")!.DependsOn);
        Assert.Equal("4", ((FunctionPlan)plan.Find("compute.task.create")!.Job).Inputs.Variables.Single(each => each.Name == "nodes").Value);
    }

    [Fact]
    public void Quickstart_EveryResourceTemplate_HasAHandlerInTheRepository()
    {
        foreach (var template in Load("quickstart").Documents.Where(document => document.Kind == KindNames.ResourceTemplate))
        {
            var directory = template.SpecAs<ResourceTemplateSpec>().RepositoryOptions!.DirectoryPath!;
            Assert.True(File.Exists(Path.Combine(Root(), "samples", "quickstart", "repo", directory, "handler.sh")), directory);
        }
    }

    private static Catalog Load(string sample)
    {
        var catalog = new Catalog();
        foreach (var file in Directory.GetFiles(Path.Combine(Root(), "samples", sample), "*.yaml").Order(StringComparer.Ordinal))
        {
            var result = DocumentReader.Read(File.ReadAllText(file), file);
            Assert.Empty(result.Findings);
            result.Documents.ToList().ForEach(catalog.Add);
        }

        return catalog;
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Actors.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("Actors.sln is not above the test's folder.");
    }
}
