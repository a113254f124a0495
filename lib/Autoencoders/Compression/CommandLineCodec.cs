using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Autoencoders.Compression;

/// <summary>
/// JPEG and WebP by the programs of Debian's packages <c>libjpeg-turbo-progs</c> and <c>webp</c>, where they are installed: what other people's codecs
/// make of the same pictures. Always the smallest file that the program makes at a quality.
/// </summary>
public sealed class CommandLineCodec
{
    private readonly string encoder;
    private readonly string decoder;
    private readonly Func<int, string[]> encode; // arguments for a quality; IN and OUT stand for the files
    private readonly string[] decode;

    private CommandLineCodec(string name, string package, string encoder, Func<int, string[]> encode, string decoder, string[] decode) =>
        (Name, Package, this.encoder, this.encode, this.decoder, this.decode) = (name, package, encoder, encode, decoder, decode);

    /// <summary>JPEG, grey, with optimised Huffman tables.</summary>
    public static CommandLineCodec Jpeg { get; } = new("JPEG", "libjpeg-turbo-progs", "cjpeg",
        quality => ["-quality", $"{quality}", "-grayscale", "-optimize", "-outfile", "OUT", "IN"], "djpeg", ["-grayscale", "-pnm", "-outfile", "OUT", "IN"]);

    /// <summary>WebP, lossy.</summary>
    public static CommandLineCodec WebP { get; } = new("WebP", "webp", "cwebp",
        quality => ["-quiet", "-q", $"{quality}", "-m", "6", "IN", "-o", "OUT"], "dwebp", ["-quiet", "IN", "-ppm", "-o", "OUT"]);

    /// <summary>WebP, lossless, at its greatest effort; the quality is ignored.</summary>
    public static CommandLineCodec WebPLossless { get; } = new("WebP lossless", "webp", "cwebp",
        _ => ["-quiet", "-lossless", "-z", "9", "IN", "-o", "OUT"], "dwebp", ["-quiet", "IN", "-ppm", "-o", "OUT"]);

    /// <summary>The format's name.</summary>
    public string Name { get; }

    /// <summary>The Debian package with its programs.</summary>
    public string Package { get; }

    /// <summary>Whether both programs are on the PATH.</summary>
    public bool IsInstalled => new[] { encoder, decoder }.All(program =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program))));

    /// <summary>The picture as a file of this format.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="quality">From 0 to 100, as the program means it.</param>
    /// <exception cref="InvalidOperationException">The program is not installed, or fails.</exception>
    public byte[] Encode(GreyPicture picture, int quality = 75) => Run(encoder, encode(quality), GreyFiles.ToPgm(picture), ".pgm");

    /// <summary>The picture in a file of this format.</summary>
    /// <exception cref="InvalidOperationException">The program is not installed, or fails.</exception>
    public GreyPicture Decode(byte[] file)
    {
        var pnm = Run(decoder, decode, file, ".bin");
        if (pnm[1] == '5') return GreyFiles.Parse(pnm, Name);
        var at = 0; // P6: the three colours of a grey picture differ by rounding only
        var header = Enumerable.Range(0, 4).Select(_ => { var from = at; while (!char.IsWhiteSpace((char)pnm[at])) at++; return System.Text.Encoding.ASCII.GetString(pnm, from, at++ - from); }).ToArray();
        return new(int.Parse(header[1], CultureInfo.InvariantCulture), int.Parse(header[2], CultureInfo.InvariantCulture),
            [.. pnm[at..].Chunk(3).Select(rgb => (byte)((rgb[0] + rgb[1] + rgb[2] + 1) / 3))]);
    }

    private byte[] Run(string program, string[] arguments, byte[] input, string ending)
    {
        var folder = Directory.CreateTempSubdirectory("codec");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "in" + ending), Path.Combine(folder.FullName, "out"));
            File.WriteAllBytes(from, input);
            var start = new ProcessStartInfo(program, arguments.Select(word => word == "IN" ? from : word == "OUT" ? to : word)) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            output.Wait();
            return process.ExitCode == 0 && File.Exists(to) ? File.ReadAllBytes(to) : throw new InvalidOperationException($"{program} failed: {error.Trim()}");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{program} is not installed: it is in Debian's package {Package}.", e);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
