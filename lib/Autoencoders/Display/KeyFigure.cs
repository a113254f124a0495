using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Autoencoders;

/// <summary>
/// A number that a chapter reports, with its unit ("test loss", 0.1021, "nats/pixel"). A run collects the key figures
/// of all chapters from the outputs of their notebooks.
/// </summary>
[TypeFormatterSource(MimeType.KeyFigure, MimeType.Html, MimeType.Text)]
public sealed record KeyFigure : IMimeBundle
{
    /// <summary>What was measured, as a chapter's table of results names it.</summary>
    public string Name { get; }

    /// <summary>The value; always finite.</summary>
    public double Value { get; }

    /// <summary>The unit, such as "nats/pixel"; empty for a pure number.</summary>
    public string Unit { get; }

    /// <summary>A key figure; a value that is not finite is refused, because it means that the run failed.</summary>
    /// <exception cref="ArgumentException">The name is empty, or the value is NaN or infinite.</exception>
    public KeyFigure(string name, double value, string unit)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(unit);
        if (!double.IsFinite(value))
            throw new ArgumentException(
                $"The key figure \"{name}\" is {Numbers.Text(value)}: what it measures has failed.", nameof(value));
        (Name, Value, Unit) = (name, value, unit);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string>
    {
        [MimeType.KeyFigure] = new JsonObject { ["name"] = Name, ["value"] = Value, ["unit"] = Unit }.ToJsonString(),
        [MimeType.Html] = WebUtility.HtmlEncode($"{Name}: ") + $"<b>{Numbers.Text(Value)}</b> "
            + WebUtility.HtmlEncode(Unit),
        [MimeType.Text] = ToString(),
    };

    /// <summary>The figure as one line, to four significant digits.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: {Numbers.Text(Value)} {Unit}").TrimEnd();
}
