namespace NotebookKernel.Display;

/// <summary>
/// What is shown of a value that has no formatter of its own: bounded when it was built, the same for HTML and for
/// plain text.
/// </summary>
internal abstract record View;

/// <summary>A text: of a scalar, of a value that describes itself, or in place of what is not shown.</summary>
internal sealed record TextView(string Text) : View;

/// <summary>A value within another that has a formatter of its own.</summary>
internal sealed record OwnView(object Value) : View;

/// <summary>A tuple's parts.</summary>
internal sealed record TupleView(IReadOnlyList<View> Parts) : View;

/// <summary>An object's public members.</summary>
internal sealed record ObjectView(Type Type, IReadOnlyList<(string Name, View Value)> Members) : View;

/// <summary>A sequence's first items, and a note on what is left out.</summary>
internal sealed record ListView(IReadOnlyList<View> Items, string? More) : View;

/// <summary>A dictionary's first entries, and a note on what is left out.</summary>
internal sealed record MapView(IReadOnlyList<(View Key, View Value)> Entries, string? More) : View;

/// <summary>The upper left part of a two-dimensional array, and a note on its size if there is more.</summary>
internal sealed record MatrixView(IReadOnlyList<IReadOnlyList<View>> Rows, string? More) : View;
