namespace Autoencoders;

/// <summary>How far an exercise has come.</summary>
public enum ExerciseState
{
    /// <summary>The stub is still there.</summary>
    NotAttempted,

    /// <summary>The answer differs from the known one, or its code throws.</summary>
    Wrong,

    /// <summary>The answer agrees with the known one.</summary>
    Correct,
}

/// <summary>The outcome of one exercise, as the line that the reader sees.</summary>
public sealed record ExerciseResult(string Name, ExerciseState State, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"Exercise {Name}: {Message}";
}
