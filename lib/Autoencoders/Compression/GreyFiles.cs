namespace Autoencoders;

/// <summary>
/// Grey pictures from files: PGM by <see cref="Pgm"/>, and PNG, JPEG and WebP by <see cref="PictureFormat"/>. A file's
/// first bytes tell which it is.
/// </summary>
public static class GreyFiles
{
    /// <summary>The picture in a file.</summary>
    /// <exception cref="DataFileException">It is none of these, or damaged, or too large.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GreyPicture Read(string path) => Parse(Bytes(path), path);

    /// <summary>The picture in a file's bytes.</summary>
    /// <exception cref="DataFileException">It is none of these, or damaged, or too large.</exception>
    public static GreyPicture Parse(byte[] file, string name) => file switch
    {
        [(byte)'P', (byte)'2' or (byte)'5', ..] => Pgm.Decode(file, name),
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PictureFormat.Decode(file, name),
        [0xFF, 0xD8, 0xFF, ..] => PictureFormat.Decode(file, name),
        { Length: > 12 } when file.AsSpan().StartsWith("RIFF"u8) && file.AsSpan(8).StartsWith("WEBP"u8) =>
            PictureFormat.Decode(file, name),
        _ => throw new DataFileException(
            name, "a picture: PNG, JPEG, WebP, or PGM (P2 or P5)", Kind(file), "Convert it to PNG."),
    };

    /// <summary>All of a file, or as much of it as a picture's can have at most.</summary>
    /// <exception cref="DataFileException">It is a folder.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] Bytes(string path)
    {
        if (Directory.Exists(path)) throw new DataFileException(path, "a file", "a folder", "Name the files in it.");
        using var file = File.OpenRead(path);
        return PlainContent.ReadUpTo(file, path, 8L * GreyPicture.MostPixels); // a longer one lacks its end
    }

    private static string Kind(byte[] file) => file switch
    {
        [(byte)'P', >= (byte)'1' and <= (byte)'7', ..] => $"another format of Netpbm (P{(char)file[1]})",
        _ => PlainContent.Describe(file),
    };
}
