namespace Actors.Cluster.Telemetry;

/// <summary>Reads the fields of a message in the wire format of Protocol Buffers.</summary>
internal static class ProtoReader
{
    /// <summary>The fields with content: strings, bytes and messages.</summary>
    public static IEnumerable<(int Number, byte[] Content)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                case 2:
                    var length = (int)Number(message, ref at);
                    yield return ((int)(key >> 3), message[at..(at + length)]);
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"There is no wire type {key & 7}.");
            }
        }
    }

    /// <summary>The contents of one field.</summary>
    public static IEnumerable<byte[]> Of(byte[] message, int number) => Fields(message).Where(field => field.Number == number).Select(field => field.Content);

    private static ulong Number(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
