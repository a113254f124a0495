namespace Autoencoders.Tests.Display;

public class ProgressTests
{
    private sealed class Clock : TimeProvider
    {
        private long milliseconds;
        public override long TimestampFrequency => 1000;
        public override long GetTimestamp() => milliseconds;
        public void Advance(long milliseconds) => this.milliseconds += milliseconds;
    }

    private readonly Clock clock = new();
    private readonly StringWriter output = new();

    private Progress Start(long total) => new("training", total, "epoch", output, clock);

    [Fact]
    public void A_line_says_how_far_how_well_and_how_long()
    {
        using var german = new GermanCulture();
        using var progress = Start(4);
        clock.Advance(30_000);
        progress.Report(1, ("loss", 0.10434), ("KL", 12));
        Assert.Equal("\rtraining █████░░░░░░░░░░░░░░░  25%  epoch 1/4  loss 0.1043  KL 12  0:30, 1:30 left",
            output.ToString());
    }

    [Fact]
    public void At_most_five_lines_a_second_are_written_and_costly_metrics_only_for_them()
    {
        using var progress = Start(1000);
        var asked = 0;
        for (var step = 1; step < 1000; step++)
        {
            progress.Report(step, () => $"loss {++asked}");
            clock.Advance(1);
        }
        Assert.Equal(5, asked);
        Assert.Equal(5, output.ToString().Count(c => c == '\r'));
    }

    [Fact]
    public void The_last_line_stays_with_the_time_it_took()
    {
        using (var progress = Start(2))
        {
            progress.Report(1);
            clock.Advance(1500);
            progress.Report(2, ("loss", 0.5));
        }
        var last = output.ToString().Split('\r')[^1];
        Assert.Equal("training ████████████████████ 100%  epoch 2/2  loss 0.5  done in 1.5 s", last.TrimEnd());
        Assert.EndsWith(Environment.NewLine, last);
    }

    [Fact]
    public void An_exception_in_the_loop_leaves_how_far_it_came()
    {
        Assert.Throws<InvalidOperationException>((Action)(() =>
        {
            using var progress = Start(4);
            progress.Report(3);
            clock.Advance(100);
            throw new InvalidOperationException();
        }));
        Assert.Contains(" 75%  epoch 3/4  stopped after 0.1 s", output.ToString());
        Assert.EndsWith(Environment.NewLine, output.ToString());
    }

    [Fact]
    public void A_shorter_line_wipes_the_longer_one_before_it()
    {
        using var progress = Start(4);
        progress.Report(1, ("a very long name of a metric", 1));
        clock.Advance(1000);
        progress.Report(2);
        var lines = output.ToString().Split('\r');
        Assert.Equal(lines[1].Length, lines[2].Length);
        Assert.EndsWith("   ", lines[2]);
    }

    [Fact]
    public void A_loop_that_reports_nothing_writes_nothing()
    {
        Start(1).Dispose();
        Assert.Empty(output.ToString());
    }

    [Fact]
    public void More_steps_than_there_are_is_an_error()
    {
        using var progress = Start(4);
        Assert.Throws<ArgumentOutOfRangeException>(() => progress.Report(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Start(0));
    }
}
