using System.Data.Common;
using System.Globalization;

namespace Actors.Storage.Membership;

/// <summary>How a silo's entry is kept in a row.</summary>
internal static class MembershipRow
{
    public const string Columns = "silo, name, host, status, gateway, suspects, started, alive, version";

    /// <summary>The entry and its ETag.</summary>
    public static Tuple<MembershipEntry, string> Read(DbDataReader row) => Tuple.Create(
        new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(row.GetString(0)),
            SiloName = row.GetString(1),
            HostName = row.GetString(2),
            Status = (SiloStatus)row.GetInt32(3),
            ProxyPort = row.GetInt32(4),
            SuspectTimes = row.IsDBNull(5) ? null : Suspects(row.GetString(5)),
            StartTime = Time(row.GetInt64(6)),
            IAmAliveTime = Time(row.GetInt64(7)),
        },
        row.GetInt64(8).ToString(CultureInfo.InvariantCulture));

    /// <summary>Who suspects it since when: <c>silo=ticks|…</c>.</summary>
    public static string? Suspects(MembershipEntry entry) => entry.SuspectTimes is null
        ? null
        : string.Join('|', entry.SuspectTimes.Select(x => string.Create(CultureInfo.InvariantCulture, $"{x.Item1.ToParsableString()}={x.Item2.Ticks}")));

    private static List<Tuple<SiloAddress, DateTime>> Suspects(string text) =>
        [.. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(x => x.Split('=')).Select(x => Tuple.Create(SiloAddress.FromParsableString(x[0]), Time(long.Parse(x[1], CultureInfo.InvariantCulture))))];

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
