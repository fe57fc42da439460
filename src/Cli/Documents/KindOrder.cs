using Actors.Templates.Kinds;

namespace Actors.Cli.Documents;

/// <summary>Orders kinds so that what is referred to comes first.</summary>
internal static class KindOrder
{
    /// <summary>Compares by the order of <see cref="KindInfo.All"/>.</summary>
    public static IComparer<KindInfo> Comparer { get; } = Comparer<KindInfo>.Create((left, right) => Index(left).CompareTo(Index(right)));

    private static int Index(KindInfo kind)
    {
        for (var i = 0; i < KindInfo.All.Count; i++)
        {
            if (ReferenceEquals(KindInfo.All[i], kind))
            {
                return i;
            }
        }

        return KindInfo.All.Count;
    }
}
