using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>Which data a run uses and on which device, to be shown where it begins.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Source">Where it comes from, for readers: no path of this machine, since the output of a notebook is
/// published.</param>
/// <param name="Train">Number of training images.</param>
/// <param name="Test">Number of test images.</param>
/// <param name="Verified">Whether the files' SHA-256 was right; null for images that come from no file.</param>
[TypeFormatterSource(MimeType.Data, MimeType.Html, MimeType.Text)]
public sealed record DataUsed(string Name, string Source, int Train, int Test, bool? Verified) : IMimeBundle
{
    /// <summary>What there are so many of.</summary>
    public string Things { get; init; } = "images";

    /// <summary>Where they are worked on: <see cref="Compute.Name"/>.</summary>
    public string Device { get; init; } = Compute.Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string>
    {
        [MimeType.Data] = new JsonObject
        {
            ["name"] = Name,
            ["source"] = Source,
            ["train"] = Train,
            ["test"] = Test,
            ["verified"] = Verified,
            ["things"] = Things,
            ["device"] = Device
        }.ToJsonString(),
        [MimeType.Html] = $"Data: <b>{WebUtility.HtmlEncode(Name)}</b>, {WebUtility.HtmlEncode(Details)}",
        [MimeType.Text] = ToString(),
    };

    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"Data: {Name}, {Details}";

    private string Details => string.Create(CultureInfo.InvariantCulture,
        $"{Train:N0} training and {Test:N0} test {Things}, {Source}{Verdict}; on {Device}");

    private string Verdict => Verified switch
    {
        true => " (SHA-256 verified)",
        false => " (not verified)",
        null => "",
    };
}
