namespace Course;

/// <summary>Something that the user can mend: the message says what is wrong and what to do.</summary>
internal sealed class CourseException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    /// <summary>The exit code that the command ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
