namespace NotebookKernel.Notebooks;

/// <summary>A notebook cannot be read or run; the message says why and what to do.</summary>
public sealed class NotebookException(string message, Exception? cause = null) : Exception(message, cause);
