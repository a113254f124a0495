namespace Autoencoders.Tests.Display;

public class TableTests
{
    private static readonly Table Results = new Table("Models <on> MNIST")
        .Column("model", ["PCA", "a|b", "deep *AE*"])
        .Column("loss", [0.1181, 0.10213, 0.09534], unit: "nats/pixel", best: Best.Lowest)
        .Column("size", [25_088, 50_992, 222_384])
        .Column("time", new double?[] { 1.25, null, 26 }, unit: "s", digits: 3);

    [Fact]
    public void Plain_text_is_aligned_and_marks_the_best()
    {
        using var german = new GermanCulture();
        Assert.Equal("""
            Models <on> MNIST (* best)
            model      loss (nats/pixel)     size  time (s)
            ─────────  ─────────────────  ───────  ────────
            PCA                  0.1181    25,088       1.2
            a|b                  0.1021    50,992         –
            deep *AE*            0.0953*  222,384      26.0
            """, Results.ToString().ReplaceLineEndings("\n").ReplaceLineEndings());
    }

    [Fact]
    public void Markdown_escapes_what_would_break_it()
    {
        var markdown = Kernel.Show(Results, "text/markdown");
        Assert.Contains("| model | loss (nats/pixel) | size | time (s) |\n| :-- | --: | --: | --: |\n", markdown);
        Assert.Contains("| a\\|b | 0.1021 |", markdown);
        Assert.Contains("| deep \\*AE\\* | **0.0953** |", markdown);
    }

    [Fact]
    public void HTML_escapes_texts_and_prints_the_best_bold()
    {
        var html = Kernel.Show(Results, "text/html");
        Assert.Contains("Models &lt;on&gt; MNIST", html);
        Assert.Contains("<b>0.0953</b>", html);
        Assert.DoesNotContain("<b>0.1021</b>", html);
    }

    [Fact]
    public void A_column_of_another_length_is_named_with_both_lengths()
    {
        var error = Assert.Throws<ArgumentException>(() => Results.Column("seed", [1, 2]));
        Assert.Contains("\"seed\" has 2 values, but column \"model\" has 3", error.Message);
    }

    [Fact]
    public void Records_become_columns_headed_in_words()
    {
        var text = Table.From("runs", [new { Seed = 1, TestLoss = 0.1, KLPerImage = 12.0 }]).ToString();
        Assert.Contains("seed  test loss  KL per image", text);
    }

    [Fact]
    public void Numbers_too_far_apart_for_common_decimals_keep_digits_of_their_own()
    {
        var text = new Table("p").Column("p", [1e-7, 0.02, 1]).ToString();
        Assert.Contains("1e−7", text);
        Assert.Contains("0.02", text);
    }

    [Fact]
    public void What_reads_like_the_best_is_marked_too()
    {
        var text = new Table("t").Column("v", [0.50001, 0.50002, 0.6], best: Best.Lowest, digits: 2).ToString();
        Assert.Equal(2, text.Split('\n').Count(line => line.TrimEnd().EndsWith("0.50*")));
    }

    [Fact]
    public void Values_that_are_not_finite_are_shown_and_never_the_best()
    {
        var text = new Table("t")
            .Column("loss", [double.NaN, 0.2, double.NegativeInfinity], best: Best.Lowest).ToString();
        Assert.Contains("NaN", text);
        Assert.Contains("−∞", text);
        Assert.Contains("0.2000*", text);
    }

    [Fact]
    public void Texts_have_no_best() =>
        Assert.Throws<ArgumentException>(() => new Table("t").Column("model", ["a"], best: Best.Highest));
}
