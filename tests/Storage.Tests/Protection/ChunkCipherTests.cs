using System.Security.Cryptography;
using Actors.Storage.Protection;

namespace Actors.Storage.Tests.Protection;

public sealed class ChunkCipherTests
{
    private const int ChunkBytes = 100;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(250)]
    public void Open_WhatWasSealed_IsTheSame(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        var (chunks, header) = Seal(plain);
        using var cipher = ChunkCipher.From(header);
        Assert.Equal(length, cipher.Length);
        Assert.Equal(plain, chunks.SelectMany((chunk, i) => cipher.Open(i, chunk)));
    }

    [Fact]
    public void Open_ChangedExchangedOrCutOff_IsNoticed()
    {
        var (chunks, header) = Seal(RandomNumberGenerator.GetBytes(250));
        using var cipher = ChunkCipher.From(header);
        var changed = chunks[0].ToArray();
        changed[5] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(0, changed));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(0, chunks[1]));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(2, chunks[2].AsSpan(0, 49)));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(1, chunks[2]));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(0, Seal(new byte[250]).Chunks[0]));
    }

    [Fact]
    public void Next_AfterAShortChunk_IsRefused()
    {
        using var cipher = ChunkCipher.New(ChunkBytes);
        var target = new byte[ChunkBytes + ChunkCipher.TagBytes];
        cipher.Next(new byte[10], target);
        Assert.Throws<InvalidOperationException>(() => cipher.Next(new byte[10], target));
    }

    [Fact]
    public void From_NoHeader_IsRefused() => Assert.Throws<CryptographicException>(() => ChunkCipher.From(new byte[7]));

    private static (List<byte[]> Chunks, byte[] Header) Seal(byte[] plain)
    {
        using var cipher = ChunkCipher.New(ChunkBytes);
        var target = new byte[ChunkBytes + ChunkCipher.TagBytes];
        var chunks = plain.Chunk(ChunkBytes).Select(x => cipher.Next(x, target).ToArray()).ToList();
        return (chunks, cipher.Header());
    }
}
