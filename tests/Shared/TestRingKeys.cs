using Actors.Storage.Protection;

namespace Actors.Testing;

/// <summary>The key of the key rings of tests.</summary>
internal static class TestRingKeys
{
    public static IReadOnlyList<RingKey> Read(bool ringExists) => [new SecretRingKey("the tests' own key, which is none in earnest")];
}
