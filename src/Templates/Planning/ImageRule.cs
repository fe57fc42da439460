using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Templates.Expressions;

namespace Actors.Templates.Planning;

/// <summary>Names of images by the grammar of the distribution project, which all engines and registries read: <c>[HOST[:PORT]/]PATH[:TAG][@DIGEST]</c>.</summary>
internal static partial class ImageRule
{
    private const int LongestName = 255;

    // With a tag and a digest.
    private const int LongestText = 640;

    /// <summary>Why no engine takes a name; null when one may.</summary>
    /// <param name="image">The name, without blanks around it.</param>
    public static string? Problem(string image)
    {
        if (TextTemplate.IsMeant(image))
        {
            return $"'{image}' is no name of an image: expressions are not evaluated in it.";
        }

        if (image.Length > LongestText)
        {
            return $"The name of the image is longer than {LongestName} characters.";
        }

        if (Identifier().IsMatch(image))
        {
            return $"'{image}' is the id of an image on one engine, not a name: write NAME@sha256:DIGEST.";
        }

        if (Form().Match(image) is not { Success: true } match)
        {
            return $"'{image}' is no name of an image, such as busybox:1.36 or registry.example.com/team/tool@sha256:DIGEST.{(Form().IsMatch(image.ToLowerInvariant()) ? " It is written in lower case." : "")}";
        }

        if (match.Groups["port"] is { Success: true } port && !(int.TryParse(port.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65_535))
        {
            return $"'{image}' is no name of an image: the port of its registry is from 1 to 65535, not {port.Value}.";
        }

        return match.Groups["name"].Length > LongestName ? $"The name of the image is longer than {LongestName} characters." : null;
    }

    // What stands before the first slash is a host when it has a dot, a port or upper case; what could be either is right in both ways.
    [GeneratedRegex(
        """
        ^(?<name>
          ((([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]) (\.([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))* | \[[0-9A-Fa-f:]+\]) (:(?<port>[0-9]+))? /)?
          [a-z0-9]+ ((\.|_|__|-+)[a-z0-9]+)* (/ [a-z0-9]+ ((\.|_|__|-+)[a-z0-9]+)*)*
        )
        (:(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?
        (@[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.None, 1000)]
    private static partial Regex Identifier();
}
