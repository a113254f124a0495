namespace Autoencoders.Tests.Teaching;

public class ExerciseTests
{
    [Fact]
    public void A_stub_is_not_attempted_yet() =>
        Assert.Equal("Exercise 1.1: not attempted yet.",
            Exercise.Check("1.1", () => throw new NotImplementedException(), 3.0).ToString());

    [Fact]
    public void The_right_number_is_correct() =>
        Assert.Equal(ExerciseState.Correct, Exercise.Check("1.1", () => 3.0 + 1e-9, 3.0, 1e-6).State);

    [Fact]
    public void A_wrong_number_is_told_with_the_hint()
    {
        var result = Exercise.Check("1.1", () => 2.0, 3.0, hint: "Count the biases.");
        Assert.Equal(ExerciseState.Wrong, result.State);
        Assert.Contains("it gives 2, and 3 is expected. Count the biases.", result.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_a_number_is_wrong(double value) =>
    Assert.Equal(ExerciseState.Wrong, Exercise.Check("1", () => value, 3.0, 1e9).State);

    [Fact]
    public void An_exception_in_the_answer_is_shown_and_does_not_stop_the_notebook()
    {
        var result = Exercise.Check("1.2", () => int.Parse("x"), 3.0);
        Assert.Equal(ExerciseState.Wrong, result.State);
        Assert.Contains("FormatException", result.Message);
    }
}
