using Actors.Contracts.Storage;

namespace Actors.Storage.Protection.Older;

/// <summary>Gathers what could not be sealed, so that one thing keeps no other from it, and says it in one error.</summary>
/// <param name="what">What they are, in the plural.</param>
internal sealed class NotSealed(string what)
{
    private const int MostNamed = 10;

    private readonly List<string> _named = [];
    private Exception? _first;
    private int _count;

    /// <summary>Whether an error is of the one thing; another one is of the store, which the next thing meets as well.</summary>
    public static bool IsOfOne(Exception error) => error is (IOException or UnauthorizedAccessException) and not StoreUnavailableException;

    /// <summary>Adds one.</summary>
    public void Add(string name, Exception error)
    {
        _count++;
        _first ??= error;
        if (_named.Count < MostNamed) _named.Add($"{name}: {error.Message}");
    }

    /// <summary>Throws when there is one.</summary>
    /// <exception cref="IOException">It names them, the first ones of many.</exception>
    public void ThrowIfAny()
    {
        if (_count == 0) return;
        throw new IOException($"{_count} {what} could not be sealed. {string.Join(" ", _named)}{(_count > _named.Count ? $" And {_count - _named.Count} more." : "")}", _first);
    }
}
