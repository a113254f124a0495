using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>
/// Sounds that a page plays, each with its name and a player: <c>new Sound("What 512 bits keep", 8_000).Add("note",
/// x).Add("from codes", xHat)</c>. They are WAV files inside the page and load nothing. Immutable: <see cref="Add"/>
/// returns a longer list.
/// </summary>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed class Sound : IMimeBundle
{
    private readonly string caption;
    private readonly int rate;
    private readonly ImmutableArray<Clip> clips;

    /// <summary>A list without sounds yet.</summary>
    /// <param name="caption">What there is to hear.</param>
    /// <param name="rate">Samples a second.</param>
    public Sound(string caption, int rate) : this(caption, rate, [])
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(caption);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
    }

    private Sound(string caption, int rate, ImmutableArray<Clip> clips) =>
        (this.caption, this.rate, this.clips) = (caption, rate, clips);

    /// <summary>The list with one more sound.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="samples">Its samples in [−1, 1], (samples), or several sounds to be played one after the other, (n,
    /// samples).</param>
    /// <exception cref="ArgumentException">There are no samples, one lies outside [−1, 1], or the shape is
    /// another.</exception>
    public Sound Add(string name, Tensor samples)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (samples.dim() is not (1 or 2))
            throw new ArgumentException($"A sound is (samples), or (n, samples) to be played in turn; \"{name}\" has "
                + $"the shape ({string.Join(", ", samples.shape)}).", nameof(samples));
        using var scope = NewDisposeScope();
        var numbers = samples.detach().to(float32, CPU).contiguous().data<float>().ToArray();
        return new(caption, rate, clips.Add(new(name, (double)numbers.Length / rate, Wav.Encode(numbers, rate))));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string>
    {
        [MimeType.Html] = $"<div><b>{WebUtility.HtmlEncode(caption)}</b>{string.Concat(clips.Select(Player))}</div>",
        [MimeType.Text] = ToString(),
    };

    /// <summary>What there is to hear, in a line of text.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{caption} (sound, {rate:N0} samples a second): {string.Join(", ",
            clips.Select(clip => string.Create(CultureInfo.InvariantCulture, $"{clip.Name} {clip.Seconds:0.0#} s")))}");

    private static string Player(Clip clip) =>
        $"<div style=\"display:flex;align-items:center;gap:12px;margin:4px 0\"><audio controls preload=\"auto\" "
        + $"style=\"height:32px\" src=\"data:audio/wav;base64,{Convert.ToBase64String(
            clip.Wav)}\"></audio><span>{WebUtility.HtmlEncode(clip.Name)}</span></div>";

    private sealed record Clip(string Name, double Seconds, byte[] Wav);
}
