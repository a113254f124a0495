namespace Autoencoders.Tests.Training;

public class KlControllerTests
{
    [Fact]
    public void It_is_the_formula_while_no_limit_is_touched()
    {
        var controller = new KlController(target: 3, proportional: 0.2, integral: 0.01, least: 0, most: 10);
        double[] divergences = [8, 6, 5, 2.5, 3];
        var sum = 0.0;
        foreach (var kl in divergences)
        {
            sum += 0.01 * (kl - 3);
            Assert.Equal(0.2 / (1 + Math.Exp(3 - kl)) + sum, controller.Next(kl), 1e-12);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void A_divergence_that_falls_with_beta_arrives_at_the_target(double target)
    {
        var controller = new KlController(target, integral: 1e-3);
        var kl = 12.0;
        for (var step = 0; step < 5000; step++)
            kl += 0.05 * (10 * Math.Exp(-3 * controller.Next(kl)) - kl); // a model that follows slowly
        Assert.Equal(target, kl, 0.02);
        Assert.InRange(controller.Beta, 0.05, 0.95);
    }

    [Fact]
    public void At_a_limit_its_sum_does_not_wind_up()
    {
        var controller = new KlController(5, integral: 0.01, least: 0.1);
        // the target is out of reach from below
        for (var step = 0; step < 1000; step++) Assert.Equal(0.1, controller.Next(0), 1e-4);
        Assert.True(controller.Next(30) > 0.3); // and β moves at once when it is exceeded
        for (var step = 0; step < 1000; step++) controller.Next(30);
        Assert.Equal(1, controller.Beta);
        for (var step = 0; step < 20; step++) controller.Next(0);
        Assert.InRange(controller.Beta, 0.1, 0.3);
    }

    [Fact]
    public void Values_without_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new KlController(-1));
        Assert.Throws<ArgumentException>(() => new KlController(1, least: 2, most: 1));
        Assert.Throws<ArgumentException>(() => new KlController(1).Next(double.NaN));
    }
}
