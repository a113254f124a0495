namespace Autoencoders;

/// <summary>
/// Exercises that check themselves. A stub that throws <see cref="NotImplementedException"/> is "not attempted yet";
/// a wrong answer is told what was expected; neither stops the notebook.
/// </summary>
public static class Exercise
{
    /// <summary>Compares one number with the known answer.</summary>
    /// <param name="name">The exercise's number, such as "1.2".</param>
    /// <param name="answer">The reader's code.</param>
    /// <param name="expected">The right value.</param>
    /// <param name="tolerance">The largest difference that still counts as right.</param>
    /// <param name="hint">Said when the answer is wrong.</param>
    public static ExerciseResult Check(string name, Func<double> answer, double expected, double tolerance = 0,
        string hint = "") =>
        Check(name, () =>
        {
            var value = answer();
            return Math.Abs(value - expected) <= tolerance
                ? null
                : FormattableString.Invariant($"it gives {value:G6}, and {expected:G6} is expected.");
        }, hint);

    /// <summary>
    /// Runs the reader's code against <paramref name="objection"/>, which returns what is wrong with it, or null.
    /// </summary>
    public static ExerciseResult Check(string name, Func<string?> objection, string hint = "")
    {
        ExerciseResult result;
        try
        {
            result = objection() is { } wrong
                ? new ExerciseResult(name, ExerciseState.Wrong, $"not right yet: {wrong} {hint}".TrimEnd())
                : new ExerciseResult(name, ExerciseState.Correct, "correct.");
        }
        catch (NotImplementedException)
        {
            result = new ExerciseResult(name, ExerciseState.NotAttempted, "not attempted yet.");
        }
        catch (Exception failure)
        {
            result = new ExerciseResult(name, ExerciseState.Wrong,
                $"not right yet: it throws {failure.GetType().Name}: {failure.Message} {hint}".TrimEnd());
        }
        Console.WriteLine(result);
        return result;
    }
}
