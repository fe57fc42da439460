using System.Text;
using Actors.Cli.Hosting;
using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary>The text of a file, or why it cannot be taken.</summary>
/// <param name="Text">The text; empty when there is a problem.</param>
/// <param name="Problem">The finding; null: the text was read.</param>
internal sealed record FileText(string Text, Finding? Problem)
{
    private const int MaxBytes = 4 * DocumentReader.MaxLength;

    // A pipe that nobody writes to would be waited for without an end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file that need be no regular one, up to the size that documents may have.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is called in findings.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CliException">There is no such file.</exception>
    public static async Task<FileText> ReadAsync(string path, string name, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new CliException(ExitCodes.Usage, $"{name} cannot be read: there is no such file.");
        }

        try
        {
            var bytes = await Task.Run(() => Bytes(path, cancellation), cancellation).WaitAsync(Patience, cancellation);
            return bytes.Length > MaxBytes ? TooLarge(name) : Decoded(bytes, name);
        }
        catch (TimeoutException)
        {
            return Refused(name, $"Nothing came from it within {Patience.TotalSeconds:0} seconds: it is no file, but a pipe or a device. Name a file, or '-' for the standard input.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refused(name, $"The file cannot be read: {exception.Message}");
        }
    }

    /// <summary>A text, unless it is longer than documents may be.</summary>
    public static FileText Bounded(string text, string name) => text.Length <= DocumentReader.MaxLength ? new(text, null) : TooLarge(name);

    private static byte[] Bytes(string path, CancellationToken cancellation)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var content = new MemoryStream();
        var buffer = new byte[81_920];
        for (var count = file.Read(buffer); count > 0 && content.Length <= MaxBytes; count = file.Read(buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }

    // Editors of Windows write UTF-16 with a mark; all else is UTF-8.
    private static FileText Decoded(byte[] bytes, string name)
    {
        try
        {
            return Bounded(bytes switch
            {
                [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2),
                [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2),
                _ => Strict.GetString(bytes).TrimStart('\uFEFF'),
            }, name);
        }
        catch (DecoderFallbackException exception)
        {
            var before = bytes.AsSpan(0, Math.Clamp(exception.Index, 0, bytes.Length));
            var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            return new("", new(Severity.Error, "The file is no UTF-8 here; save it in that encoding.", Place: new(name, before.Count((byte)'\n') + 1, column)));
        }
    }

    private static FileText TooLarge(string name) => Refused(name, $"The file is larger than {DocumentReader.MaxLength} characters. Split it into several files.");

    private static FileText Refused(string name, string message) => new("", new(Severity.Error, message, Place: new(name, 1, 1)));
}
