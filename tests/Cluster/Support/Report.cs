namespace Actors.Cluster.Support;

/// <summary>Lines that are to be seen in the output of a run that passes.</summary>
internal static class Report
{
    public static void Print(JsonObject line) => TestContext.Current.SendDiagnosticMessage("{0}", line.ToJsonString());
}
