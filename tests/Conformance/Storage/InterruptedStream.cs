namespace Actors.Conformance.Storage;

/// <summary>An upload in whose middle something happens.</summary>
internal sealed class InterruptedStream(Func<Task> middle) : MemoryStream(new byte[100])
{
    private bool _interrupted;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= 50 && !_interrupted)
        {
            _interrupted = true;
            await middle();
        }
        return await base.ReadAsync(buffer[..Math.Min(50, buffer.Length)], cancellationToken);
    }
}
