using Actors.Storage.Protection;

namespace Actors.Storage.Tests.Protection;

public sealed class SealedPlaceTests
{
    [Fact]
    public void Places_OfOtherParts_AreOthers()
    {
        SealedPlace[] places =
        [
            SealedPlace.GrainState("a", "b", "c"), SealedPlace.GrainState("a", "bc", ""), SealedPlace.GrainState("a\n1:b", "c", ""), SealedPlace.Plan("a"), SealedPlace.Archive("a"),
            SealedPlace.FunctionValue("a", "b"), SealedPlace.FunctionValue("a\n1:b", ""), SealedPlace.ArtifactKey("a", "b"), SealedPlace.TofuState("a"), SealedPlace.InstallationKey,
            SealedPlace.Document(new("o", "p", "k", "n", "v")), SealedPlace.Document(new("o", "p", "k", "nv", "")),
        ];
        Assert.Equal(places.Length, places.Distinct().Count());
    }

    [Fact]
    public void Places_NeverChange()
    {
        // Part of each seal: what was sealed under another name could not be opened any more.
        Assert.Equal(
            [
                new("grain state", "1:k\n5:a/é/c\n5:state\n"), new("document", "1:o\n1:p\n1:k\n1:n\n1:v\n"), new("run plan", "1:r\n"), new("run archive", "1:r\n"), new("OpenTofu state", "1:r\n"),
                new("function value", "1:s\n1:k\n"), new("artifact key", "1:o\n1:n\n"), new("installation key", ""),
            ],
            new[]
            {
                SealedPlace.GrainState("k", "a/é/c", "state"), SealedPlace.Document(new("o", "p", "k", "n", "v")), SealedPlace.Plan("r"), SealedPlace.Archive("r"), SealedPlace.TofuState("r"),
                SealedPlace.FunctionValue("s", "k"), SealedPlace.ArtifactKey("o", "n"), SealedPlace.InstallationKey,
            });
    }
}
