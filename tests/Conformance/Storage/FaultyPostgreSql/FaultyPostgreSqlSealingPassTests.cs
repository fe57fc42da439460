namespace Actors.Conformance.Storage.FaultyPostgreSql;

public sealed class FaultyPostgreSqlSealingPassTests : SealingPassKit<FaultyPostgreSqlUnderTest>
{
    /// <summary>Each of them is a commit that may get lost.</summary>
    protected override int Documents => 20;
}
