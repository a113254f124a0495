namespace Autoencoders.Tests.Display;

public class NumbersTests
{
    [Theory]
    [InlineData(0.10213, "0.1021")]
    [InlineData(0.1, "0.1")]
    [InlineData(-12.345, "−12.35")]
    [InlineData(60000, "60,000")]
    [InlineData(9999, "9999")]
    [InlineData(12345.678, "12,346")]
    [InlineData(0.000123456, "0.0001235")]
    [InlineData(2.3e-7, "2.3e−7")]
    [InlineData(1e300, "1e300")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void A_number_reads_the_same_in_every_culture(double value, string text)
    {
        using var german = new GermanCulture();
        Assert.Equal(text, Numbers.Text(value));
    }
}
