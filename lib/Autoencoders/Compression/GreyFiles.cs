using System.Globalization;
using System.Text;
using Autoencoders.Data;

namespace Autoencoders.Compression;

/// <summary>Grey pictures from files: PNG, by <see cref="GreyPng"/>, and PGM with up to 255 as its white, by its first bytes.</summary>
public static class GreyFiles
{
    private const string Remedy = "Convert it to an 8-bit grey PNG or PGM, with ImageMagick say: convert FILE -colorspace Gray -depth 8 OUT.png";

    /// <summary>The picture in a file.</summary>
    /// <exception cref="DataFileException">It is neither, or damaged, or of a kind that is not read: the message says what.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GreyPicture Read(string path)
    {
        using var file = File.OpenRead(path);
        return Parse(PlainContent.ReadUpTo(file, path, 8L * GreyPicture.MostPixels), path);
    }

    /// <summary>The picture in a file's bytes.</summary>
    /// <exception cref="DataFileException">It is neither, or damaged, or of a kind that is not read.</exception>
    public static GreyPicture Parse(byte[] file, string name) => file switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => GreyPng.Decode(file, name),
        [(byte)'P', (byte)'5', ..] => Pgm(file, name),
        _ => throw new DataFileException(name, "a PNG or a PGM (P5)", PlainContent.Describe(file), Remedy),
    };

    /// <summary>The picture as a PGM file.</summary>
    public static byte[] ToPgm(GreyPicture picture) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{picture.Width} {picture.Height}\n255\n")), .. picture.Pixels];

    private static GreyPicture Pgm(byte[] file, string name)
    {
        var at = 2;
        var (width, height, white) = (Number(), Number(), Number());
        at++; // one blank
        if (!GreyPicture.IsPossible(width, height)) throw new DataFileException(name, $"a picture of at most {GreyPicture.MostPixels} pixels", $"{width} × {height}", "");
        if (white is < 1 or > 255) throw new DataFileException(name, "a PGM of 8 bits a pixel", $"{white} as its white", Remedy);
        if (file.Length - at != width * height)
            throw new DataFileException(name, $"{width * height} pixels ({width} × {height})", $"{Math.Max(0, file.Length - at)} bytes of them", "It is cut off or has something behind it.");
        var pixels = file[at..];
        if (pixels.Any(pixel => pixel > white)) throw new DataFileException(name, $"pixels of at most {white}", "others", "It is damaged.");
        return new((int)width, (int)height, white == 255 ? pixels : [.. pixels.Select(pixel => (byte)((pixel * 255 + white / 2) / white))]);

        long Number()
        {
            while (at < file.Length && (char.IsWhiteSpace((char)file[at]) || file[at] == '#'))
            {
                if (file[at++] != '#') continue;
                while (at < file.Length && file[at] != '\n') at++;
            }
            var value = -1L;
            for (; at < file.Length && file[at] is >= (byte)'0' and <= (byte)'9' && value < int.MaxValue; at++) value = 10 * Math.Max(value, 0) + file[at] - '0';
            return value >= 0 ? value : throw new DataFileException(name, "width, height and white of a PGM", "something else in its header", "It is damaged.");
        }
    }
}
