namespace Autoencoders.Tests.Training;

public class WeightScheduleTests
{
    [Fact]
    public void A_warm_up_is_even_and_then_constant()
    {
        var beta = WeightSchedule.Linear(0, 2, 100);
        Assert.Equal([0, 1, 2, 2], new long[] { 0, 50, 100, 5000 }.Select(beta));
        Assert.Equal(3, WeightSchedule.Constant(3)(77));
    }

    [Fact]
    public void A_cycle_rises_stays_and_begins_again()
    {
        var beta = WeightSchedule.Cyclical(1, cycle: 100, rising: 0.5);
        Assert.Equal([0, 0.5, 1, 1, 0, 0.5], new long[] { 0, 25, 50, 99, 100, 125 }.Select(beta));
    }

    [Fact]
    public void No_steps_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightSchedule.Linear(0, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightSchedule.Cyclical(1, 100, 0));
    }
}
