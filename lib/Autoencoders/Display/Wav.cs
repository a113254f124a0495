using System.Buffers.Binary;
using System.Text;

namespace Autoencoders;

/// <summary>
/// Writes WAV files: RIFF, one channel, 16-bit PCM (Microsoft and IBM, Multimedia Programming Interface and Data
/// Specifications 1.0, 1991).
/// </summary>
public static class Wav
{
    private const int Header = 44;

    /// <summary>
    /// The bytes of a file with these samples; a sample outside [−1, 1] is refused, for it would be cut off.
    /// </summary>
    /// <param name="samples">Amplitudes in [−1, 1].</param>
    /// <param name="rate">Samples a second.</param>
    /// <exception cref="ArgumentException">There is no sample, one is not a number or outside, or the rate is not
    /// positive.</exception>
    public static byte[] Encode(ReadOnlySpan<float> samples, int rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        if (samples.IsEmpty) throw new ArgumentException("A sound has one sample at least.", nameof(samples));
        var file = new byte[Header + 2 * samples.Length];
        Text(file, 0, "RIFF");
        Number(file, 4, file.Length - 8);
        Text(file, 8, "WAVEfmt ");
        Number(file, 16, 16);                                       // bytes of the format that follows
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1); // PCM
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1); // channels
        Number(file, 24, rate);
        Number(file, 28, 2 * rate);                                 // bytes a second
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2); // bytes a sample, of all channels
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16); // bits a sample
        Text(file, 36, "data");
        Number(file, 40, 2 * samples.Length);
        for (var i = 0; i < samples.Length; i++)
        {
            if (!(Math.Abs(samples[i]) <= 1))
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"Sample {i} is {samples[i]}, outside [−1, 1]: it would be cut off. Turn the sound down."),
                    nameof(samples));
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(Header + 2 * i),
                (short)MathF.Round(samples[i] * short.MaxValue));
        }
        return file;
    }

    private static void Text(byte[] file, int at, string text) => Encoding.ASCII.GetBytes(text, file.AsSpan(at));

    private static void Number(byte[] file, int at, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
}
