namespace Autoencoders.Tests.Teaching;

public class CheckTests
{
    [Fact]
    public void Claims_that_hold_pass()
    {
        Check.That(true, "true");
        Check.Between(2, 1, 2, "two");
        Check.Close(1.05, 1, 0.1, "about one");
    }

    [Fact]
    public void Claims_that_fail_stop_with_what_was_claimed_and_found()
    {
        Assert.Contains("snow is black",
            Assert.Throws<ClaimFailedException>(() => Check.That(false, "snow is black")).Message);
        Assert.Contains("3, outside the claimed range 1 to 2",
            Assert.Throws<ClaimFailedException>(() => Check.Between(3, 1, 2, "three")).Message);
        Assert.Contains("not 1", Assert.Throws<ClaimFailedException>(() => Check.Close(1.2, 1, 0.1, "value")).Message);
    }

    [Fact]
    public void What_is_not_a_number_holds_no_claim()
    {
        Assert.Throws<ClaimFailedException>(() => Check.Between(double.NaN, double.MinValue, double.MaxValue, "NaN"));
        Assert.Throws<ClaimFailedException>(() => Check.Close(double.NaN, 0, double.PositiveInfinity, "NaN"));
    }
}
