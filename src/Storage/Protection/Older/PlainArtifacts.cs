using Actors.Storage.Sql;

namespace Actors.Storage.Protection.Older;

/// <summary>What sealing the artifacts of older builds has in common, wherever their bytes are.</summary>
internal static class PlainArtifacts
{
    /// <summary>Most artifacts that are asked for at once.</summary>
    public const int Batch = 100;

    /// <summary>Seals each, whatever becomes of the others; returns how many were found plain.</summary>
    /// <param name="first">Stands before all of them.</param>
    /// <param name="next">The plain ones after one, in order, at most <see cref="Batch"/>.</param>
    /// <param name="seal">Seals one.</param>
    /// <param name="name">What one is called in an error.</param>
    /// <exception cref="IOException">Some could not be sealed; it names them.</exception>
    public static async Task<int> SealAsync<T>(T first, Func<T, Task<List<T>>> next, Func<T, Task> seal, Func<T, string> name)
    {
        var (count, failed) = (0, new NotSealed("artifacts"));
        for (var last = first; ;)
        {
            var found = await next(last);
            foreach (var plain in found)
            {
                try
                {
                    await seal(plain);
                }
                catch (Exception error) when (NotSealed.IsOfOne(error))
                {
                    failed.Add(name(plain), error);
                }
            }
            count += found.Count;
            if (found.Count < Batch) break;
            last = found[^1];
        }
        failed.ThrowIfAny();
        return count;
    }

    /// <summary>Whether one is left. Its key is written last, and taken away never.</summary>
    public static async ValueTask<bool> IsLeftAsync(SqlSession session) =>
        await session.ScalarAsync<long>("SELECT count(*) WHERE EXISTS(SELECT 1 FROM artifact WHERE key IS NULL)") > 0;
}
