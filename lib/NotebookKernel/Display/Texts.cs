namespace NotebookKernel.Display;

/// <summary>Care with texts: their units are halves of characters, and the code that gives them may fail.</summary>
internal static class Texts
{
    /// <summary>The text, or its beginning with a note on how much is left out.</summary>
    public static string Shorten(string text, int longest) =>
        text.Length <= longest ? text : $"{Cut(text, longest)}… ({text.Length - longest} more characters)";

    /// <summary>The text's beginning, at most so long, without half a character at its end.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text
        : text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>An exception's message; a class may compute it, and fail.</summary>
    public static string MessageOf(Exception exception) => Ask(exception, e => e.Message);

    /// <summary>An exception with its stack trace, as <see cref="Exception.ToString"/> gives it.</summary>
    public static string Read(Exception exception) => Ask(exception, e => e.ToString());

    private static string Ask(Exception exception, Func<Exception, string> question)
    {
        try
        {
            return question(exception);
        }
        catch (Exception e) when (e is not (ThreadAbortException or OperationCanceledException))
        {
            return $"({TypeNames.Write(exception.GetType())} cannot say what it is: {TypeNames.Write(e.GetType())})";
        }
    }
}
