using System.Globalization;
using System.Text;

namespace Autoencoders;

/// <summary>The format PGM, grey pictures as digits (P2) or bytes (P5), read as Netpbm reads it.</summary>
/// <remarks>Chapter 15, <i>A file, and what can go wrong with it</i>.</remarks>
public static class Pgm
{
    /// <summary>The picture as a PGM file, P5.</summary>
    public static byte[] Encode(GreyPicture picture)
    {
        var header = string.Create(CultureInfo.InvariantCulture, $"P5\n{picture.Width} {picture.Height}\n255\n");
        return [.. Encoding.ASCII.GetBytes(header), .. picture.Pixels];
    }

    /// <summary>
    /// The picture in a PGM file: samples from 0 to a white of 1 to 65,535, scaled to 0 to 255 and rounded. Comments
    /// may stand anywhere in the header, and end with a line feed or a carriage return.
    /// </summary>
    /// <exception cref="DataFileException">It is damaged, cut off, too large, or has more than one picture.</exception>
    internal static GreyPicture Decode(byte[] file, string name) => new Reader(file, name).Picture();

    private sealed class Reader(byte[] file, string name)
    {
        private const int End = -1;
        private int at = 2; // behind P2 or P5

        public GreyPicture Picture()
        {
            var (width, height, white) = (Number("its width"), Number("its height"), Number("its white"));
            GreyPicture.RequirePossible(width, height, name);
            if (white is < 1 or > 65_535) throw Wrong("a white from 1 to 65535", $"{white}");
            var pixels = new byte[width * height];
            var all = $"{pixels.Length} pixels ({width} × {height})";
            for (var i = 0; i < pixels.Length; i++)
            {
                if (at >= file.Length) throw Wrong(all, $"{i}: it is cut off");
                var value = file[1] == '2' ? Number("a pixel") : white < 256 ? Byte() : 256 * Byte() + Byte();
                if (value > white) throw Wrong($"pixels of at most {white}", $"{value}: it is damaged");
                pixels[i] = (byte)((value * 255 + white / 2) / white);
            }
            while (at < file.Length)
                if (!IsBlank(Next())) throw Wrong(all, "something behind them");
            var change = white <= 255 ? null : $"levels of 0 to {white} became 0 to 255";
            return new((int)width, (int)height, pixels) { Change = change };
        }

        // Digits between blanks; a blank ends them and is used up, as the one between header and bytes must be.
        private long Number(string what)
        {
            int c;
            do c = Next();
            while (IsBlank(c));
            var value = IsDigit(c) ? 0L : throw Wrong($"a number, {what}", Named(c));
            for (; IsDigit(c); c = Next())
            {
                value = 10 * value + c - '0';
                if (value > int.MaxValue) throw Wrong($"a number, {what}", "one that is absurd");
            }
            return IsBlank(c) || c == End ? value : throw Wrong($"a blank behind {what}", Named(c));
        }

        private long Byte() => at < file.Length ? file[at++] : throw Wrong("two bytes a pixel", "one: it is cut off");

        // The next character; a comment counts as the end of its line.
        private int Next()
        {
            var c = at < file.Length ? file[at++] : End;
            if (c != '#') return c;
            while (c is not ('\n' or '\r' or End)) c = at < file.Length ? file[at++] : End;
            return c;
        }

        private static bool IsDigit(int c) => c is >= '0' and <= '9';

        private static bool IsBlank(int c) => c is ' ' or (>= '\t' and <= '\r');

        private static string Named(int c) => c == End ? "the file's end" : $"the byte {c}";

        private DataFileException Wrong(string expected, string found) =>
            new(name, expected, found, "It is no PGM that Netpbm would read: make it anew.");
    }
}
