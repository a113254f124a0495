namespace Autoencoders;

/// <summary>How a text is written: the height of capitals and the width of the pen, in pixels.</summary>
internal sealed record TextStyle(double CapHeight, double Pen, Rgb Colour)
{
    /// <summary>Pixels from one line to the next.</summary>
    public double LineHeight => 1.75 * CapHeight;
}

/// <summary>
/// Sets text in the glyphs of <see cref="Glyphs"/>: a line of strokes, with raised and lowered digits and marks over
/// letters.
/// </summary>
internal static class StrokeFont
{
    private const double Gap = 3.6;
    private const double Space = 5.4;
    private const double Small = 0.65;
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋";
    private const string Plain = "0123456789+−";
    private const char Hat = '\u0302', Tilde = '\u0303', Bar = '\u0304';

    /// <summary>Whether every character can be written.</summary>
    public static bool CanWrite(string text) =>
        text.All(c => c is ' ' or Hat or Tilde or Bar || Raised.Contains(c) || Lowered.Contains(c) || Glyphs.Has(c));

    /// <summary>The width of the text in pixels.</summary>
    public static double Width(string text, TextStyle style)
    {
        var width = Set(text).Select(g => g.End).DefaultIfEmpty(0).Max();
        return width * style.CapHeight / Glyphs.CapHeight;
    }

    /// <summary>The text's strokes in pixels, from the start of its baseline, y upwards.</summary>
    public static IEnumerable<(double X, double Y)[]> Strokes(string text, TextStyle style)
    {
        var scale = style.CapHeight / Glyphs.CapHeight;
        return Set(text).SelectMany(g => g.Strokes)
            .Select(stroke => stroke.Select(p => (p.X * scale, p.Y * scale)).ToArray());
    }

    /// <summary>The text in lines no wider than so many pixels, where words allow it; line breaks in it stay.</summary>
    public static IReadOnlyList<string> Wrap(string text, TextStyle style, double width)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && Width(longer, style) > width)
                {
                    lines.Add(line);
                    longer = word;
                }
                line = longer;
            }
            lines.Add(line);
        }
        return lines;
    }

    // Glyphs in their places, in the units of the font.
    private static IEnumerable<(double End, (double X, double Y)[][] Strokes)> Set(string text)
    {
        double x = 0, start = 0, width = 0;
        foreach (var character in text)
        {
            if (character == ' ')
            {
                x += Space;
                continue;
            }
            if (character is Hat or Tilde or Bar)
            {
                yield return (x - Gap, Mark(character, start + width / 2));
                continue;
            }
            var (raised, lowered) = (Raised.IndexOf(character), Lowered.IndexOf(character));
            var isSmall = raised >= 0 || lowered >= 0;
            var glyph = Glyphs.Find(isSmall ? Plain[Math.Max(raised, lowered)] : character);
            var (size, lift) = isSmall ? (Small, raised >= 0 ? 7.0 : -3.2) : (1.0, 0.0);
            (start, width) = (x, glyph.Width * size);
            yield return (start + width,
                [.. glyph.Strokes.Select(s => s.Select(p => (start + p.X * size, lift + p.Y * size)).ToArray())]);
            x = start + width + Gap;
        }
    }

    private static (double X, double Y)[][] Mark(char mark, double centre) => mark switch
    {
        Hat => [[(centre - 2.8, 12), (centre, 15), (centre + 2.8, 12)]],
        Tilde => [[(centre - 3.4, 12.4), (centre - 1.4, 13.8), (centre + 1.4, 12.6), (centre + 3.4, 14)]],
        _ => [[(centre - 3.4, 13), (centre + 3.4, 13)]],
    };
}
