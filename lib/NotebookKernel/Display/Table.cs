namespace NotebookKernel.Display;

/// <summary>A view laid out in rows: what HTML and plain text have in common.</summary>
/// <param name="Columns">The headings, all of them empty where there are none.</param>
/// <param name="Rows">Each begins with its own heading if <paramref name="HasRowHeadings"/>.</param>
/// <param name="HasRowHeadings">Whether the first cell of a row is a heading, not a value.</param>
/// <param name="More">What is left out.</param>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<View>> Rows,
    bool HasRowHeadings, string? More)
{
    /// <summary>
    /// The table of a sequence of objects, a dictionary, a matrix or an object; null for what is shown in a line.
    /// </summary>
    public static Table? Read(View view) => view switch
    {
        ObjectView value =>
            new(["", ""],
                [.. value.Members.Select(m => (IReadOnlyList<View>)[new TextView(m.Name), m.Value])], true, null),
        MapView map =>
            new(["key", "value"], [.. map.Entries.Select(e => (IReadOnlyList<View>)[e.Key, e.Value])], false, map.More),
        MatrixView matrix => new(
            ["", .. Enumerable.Range(0, matrix.Rows.Select(row => row.Count).FirstOrDefault())
                .Select(c => c.ToString())],
            Numbered(matrix.Rows), true, matrix.More),
        ListView list when list.Items.Any(item => item is not TextView) => OfItems(list),
        _ => null,
    };

    // Rows of one kind share their columns; a mixed sequence has one column of values.
    private static Table OfItems(ListView list)
    {
        var objects = list.Items.OfType<ObjectView>().ToList();
        if (objects.Count == list.Items.Count && objects.All(o => o.Type == objects[0].Type))
            return new(["", .. objects[0].Members.Select(m => m.Name)],
                Numbered(objects.Select(o => o.Members.Select(m => m.Value))), true, list.More);
        var tuples = list.Items.OfType<TupleView>().ToList();
        if (tuples.Count == list.Items.Count && tuples.All(t => t.Parts.Count == tuples[0].Parts.Count))
            return new(["", .. tuples[0].Parts.Select((_, i) => $"Item{i + 1}")], Numbered(tuples.Select(t => t.Parts)),
                true, list.More);
        return new(["", "value"], Numbered(list.Items.Select(item => (IEnumerable<View>)[item])), true, list.More);
    }

    private static List<IReadOnlyList<View>> Numbered(IEnumerable<IEnumerable<View>> rows) =>
        [.. rows.Select((row, i) => (IReadOnlyList<View>)[new TextView(i.ToString()), .. row])];
}
