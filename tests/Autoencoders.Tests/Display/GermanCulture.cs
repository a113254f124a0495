using System.Globalization;

namespace Autoencoders.Tests.Display;

/// <summary>While it lives, numbers have a decimal comma: what the course shows must not.</summary>
internal sealed class GermanCulture : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    public GermanCulture() => CultureInfo.CurrentCulture = new CultureInfo("de-DE")
    {
        // Set outright: a machine without culture data knows all cultures as the invariant one.
        NumberFormat = new NumberFormatInfo
        { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", NegativeSign = "−" },
    };

    public void Dispose() => CultureInfo.CurrentCulture = before;
}
