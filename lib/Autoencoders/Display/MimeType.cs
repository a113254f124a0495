namespace Autoencoders;

/// <summary>The MIME types that the course writes.</summary>
public static class MimeType
{
    /// <summary>
    /// A figure as plotly.js reads it: an object with <c>data</c>, <c>layout</c>, <c>config</c> and perhaps
    /// <c>frames</c>.
    /// </summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A number that a run reports: <c>{"name", "value", "unit"}</c>.</summary>
    public const string KeyFigure = "application/vnd.autoencoders.keyfigure+json";

    /// <summary>
    /// The data that a run used: <c>{"name", "source", "train", "test", "verified", "things", "device"}</c>.
    /// </summary>
    public const string Data = "application/vnd.autoencoders.data+json";

    /// <summary>A PNG picture, as base64 text.</summary>
    public const string Png = "image/png";

    /// <summary>HTML that needs nothing from the network.</summary>
    public const string Html = "text/html";

    /// <summary>Markdown, as GitHub reads it.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>Text that says what the object shows, for a terminal or a screen reader.</summary>
    public const string Text = "text/plain";
}
