using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Actors.Storage.PostgreSql;

/// <summary>Numbers of the locks by which transactions go one after the other. Two names that share a number only wait for each other.</summary>
internal static class Turn
{
    /// <summary>The number of a name in a schema.</summary>
    public static long Number(string schema, string name) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{schema}\n{name}")));
}
