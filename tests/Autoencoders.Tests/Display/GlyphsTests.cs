namespace Autoencoders.Tests.Display;

public class GlyphsTests
{
    private static readonly TextStyle Style = new(CapHeight: 14, Pen: 1, Rgb.Ink);

    [Fact]
    public void The_course_can_write_what_it_writes()
    {
        var ascii = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c));
        Assert.True(StrokeFont.CanWrite(ascii));
        Assert.True(
            StrokeFont.CanWrite("x̂ z̄ μ logσ² ε q_φ(z|x) p_θ(x|z) β λ γ π Σ Δ · × ± − – — → ← ≤ ≥ ≈ ≠ ∞ √ ∈ ‖ … ° "
                + "z₁₂ 10⁻³ ’“”"));
    }

    [Fact]
    public void Every_glyph_stays_in_its_line()
    {
        for (var c = '!'; c <= '~'; c++)
        {
            Assert.All(StrokeFont.Strokes(c.ToString(), Style).SelectMany(s => s),
                p => Assert.InRange(p.Y, -Glyphs.Descent, 16));
            Assert.All(StrokeFont.Strokes(c.ToString(), Style).SelectMany(s => s),
                p => Assert.InRange(p.X, -1, StrokeFont.Width(c.ToString(), Style) + 1));
        }
    }

    [Fact]
    public void Digits_are_of_one_width()
    {
        var widths = "0123456789".Select(c => StrokeFont.Width(c.ToString(), Style)).Distinct();
        Assert.Single(widths);
    }

    [Fact]
    public void A_hat_stands_over_its_letter_and_takes_no_room()
    {
        Assert.Equal(StrokeFont.Width("x", Style), StrokeFont.Width("x̂", Style), 9);
        var hat = StrokeFont.Strokes("x̂", Style).Last();
        Assert.True(hat.Min(p => p.Y) > 10);
        Assert.Equal(StrokeFont.Width("x", Style) / 2, hat.Average(p => p.X), 6);
    }

    [Fact]
    public void Raised_digits_are_small_and_high_and_lowered_ones_low()
    {
        double Middle(string text) => StrokeFont.Strokes(text, Style).SelectMany(s => s).Average(p => p.Y);
        Assert.True(Middle("²") > Middle("2") && Middle("2") > Middle("₂"));
    }

    [Fact]
    public void Long_text_wraps_at_words_and_keeps_its_line_breaks()
    {
        var lines = StrokeFont.Wrap("one two three\nfour", Style, StrokeFont.Width("one two", Style) + 0.1);
        Assert.Equal(["one two", "three", "four"], lines);
    }
}
