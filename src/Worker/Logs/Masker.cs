namespace Actors.Worker.Logs;

/// <summary>
/// Takes secrets out of a stream of bytes. What may still become a secret is held back until it is known, so that the result does not depend on how
/// the stream was cut into chunks. Secrets that overlap or touch become one mark.
/// </summary>
internal sealed class Masker(SecretSet secrets)
{
    private static readonly byte[] Mark = "***"u8.ToArray();
    private readonly List<byte> _held = [];
    private readonly List<bool> _secret = [];
    private int _state;
    private bool _inMark;

    /// <summary>Takes bytes in; returns what is safe to show.</summary>
    public byte[] Write(ReadOnlySpan<byte> bytes)
    {
        var output = new List<byte>(bytes.Length + 16);
        foreach (var value in bytes)
        {
            _held.Add(value);
            _secret.Add(false);
            _state = secrets.Next(_state, value);
            for (var i = 1; i <= secrets.Match(_state); i++)
            {
                _secret[^i] = true;
            }
            if (_held.Count > 4096 + (2 * secrets.Depth(_state)))
            {
                Release(_held.Count - secrets.Depth(_state), output);
            }
        }
        Release(_held.Count - secrets.Depth(_state), output);
        return [.. output];
    }

    /// <summary>The end of the stream: shows what was held back.</summary>
    public byte[] Flush()
    {
        var output = new List<byte>();
        Release(_held.Count, output);
        _state = 0;
        return [.. output];
    }

    private void Release(int count, List<byte> output)
    {
        for (var i = 0; i < count; i++)
        {
            if (!_secret[i])
            {
                output.Add(_held[i]);
            }
            else if (!_inMark)
            {
                output.AddRange(Mark);
            }
            _inMark = _secret[i];
        }
        _held.RemoveRange(0, count);
        _secret.RemoveRange(0, count);
    }
}
