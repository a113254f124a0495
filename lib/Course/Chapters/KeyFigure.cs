using System.Globalization;

namespace Course.Chapters;

/// <summary>A number that a chapter reports, such as its test loss.</summary>
internal sealed record KeyFigure(string Name, double Value, string? Unit = null)
{
    public const string MimeType = "application/vnd.autoencoders.keyfigure+json";

    /// <summary>The value to four digits, with its unit.</summary>
    public string Text
    {
        get
        {
            var value = Value.ToString(Math.Abs(Value) >= 1000 ? "#,0" : "G4", CultureInfo.InvariantCulture);
            return string.IsNullOrEmpty(Unit) ? value : $"{value} {Unit}";
        }
    }

    public override string ToString() => $"{Name}: {Text}";
}
