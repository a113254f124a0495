namespace NotebookKernel.Protocol;

/// <summary>The protocol counts positions in Unicode characters, .NET in UTF-16 units.</summary>
internal static class CursorPosition
{
    /// <summary>The UTF-16 position of a character; positions outside of the text are moved to its ends.</summary>
    public static int ToUtf16(string text, int characters)
    {
        var position = 0;
        for (; characters > 0 && position < text.Length; characters--)
            position += WidthAt(text, position);
        return position;
    }

    /// <summary>How many characters stand before a UTF-16 position.</summary>
    public static int ToCharacters(string text, int position)
    {
        var characters = 0;
        for (var i = 0; i < position; characters++)
            i += WidthAt(text, i);
        return characters;
    }

    private static int WidthAt(string text, int position) =>
        char.IsHighSurrogate(text[position]) && position + 1 < text.Length
        && char.IsLowSurrogate(text[position + 1]) ? 2 : 1;
}
