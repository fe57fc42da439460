namespace Actors.Storage.OpenTofu;

/// <summary>A state as it is stored, and what is known of it as it was written: whoever seals the one says the other.</summary>
/// <param name="Stored">The bytes of the row.</param>
/// <param name="Facts">What is known of the state itself.</param>
internal sealed record TofuContent(byte[] Stored, TofuStateFacts Facts)
{
    /// <summary>A state that is stored as it is.</summary>
    public static TofuContent Of(ReadOnlyMemory<byte> state) => new(state.ToArray(), TofuStateFacts.Of(state.Span));
}
