using System.Collections;
using System.Runtime.CompilerServices;

namespace CSharpKernel.Display;

/// <summary>A value laid out in rows: what the HTML and the plain view have in common.</summary>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows, string? More)
{
    /// <summary>The table of a sequence of objects, a dictionary, a two-dimensional array or an object; null for what is shown in a line.</summary>
    public static Table? Of(object? value) => value switch
    {
        null => null,
        IDictionary map => OfPairs(map),
        Array { Rank: 2 } matrix => OfMatrix(matrix),
        _ when Members.Sequence(value) is { } items => OfItems(items),
        _ when Members.Has(value) => new Table(
            ["", ""], [.. Members.Of(value.GetType()).Select(m => new object?[] { new Label(m.Name), Members.Get(m, value) })], null),
        _ => null,
    };

    /// <summary>The first items of a sequence up to the limit, and a note on how many there are beyond.</summary>
    public static (List<object?> Items, string? More) Take(IEnumerable sequence)
    {
        var limit = FormatterRegistry.ListLimit;
        var items = new List<object?>();
        foreach (var item in sequence)
        {
            if (items.Count == limit)
                return (items, sequence is ICollection { Count: var count } ? $"… {count - limit} more" : "… more");
            items.Add(item);
        }
        return (items, null);
    }

    private static Table OfPairs(IDictionary map)
    {
        var (entries, more) = Take(map);
        return new Table(["key", "value"], [.. entries.Cast<object>().Select(Pair)], more);

        static object?[] Pair(object entry) => entry is DictionaryEntry e
            ? [e.Key, e.Value]
            : [Part(entry, "Key"), Part(entry, "Value")];

        static object? Part(object pair, string name) => pair.GetType().GetProperty(name)!.GetValue(pair);
    }

    private static Table OfMatrix(Array matrix)
    {
        var limit = FormatterRegistry.ListLimit;
        int rows = matrix.GetLength(0), columns = matrix.GetLength(1);
        var shown = Math.Min(columns, limit);
        return new Table(
            ["", .. Enumerable.Range(0, shown).Select(c => c.ToString())],
            [.. Enumerable.Range(0, Math.Min(rows, limit)).Select(r => (object?[])
                [new Label(r.ToString()), .. Enumerable.Range(0, shown).Select(c => matrix.GetValue(r, c))])],
            rows > limit || columns > limit ? $"… {rows} × {columns} in all" : null);
    }

    private static Table? OfItems(IEnumerable sequence)
    {
        var (items, more) = Take(sequence);
        if (items.All(item => !Members.Has(item) && item is not ITuple && Of(item) is null && Members.Sequence(item) is null))
            return null;
        // Rows of one kind share their columns; a mixed sequence has one column of values.
        var kinds = items.Select(item => item?.GetType()).Distinct().ToList();
        if (kinds is [{ } kind] && (items.All(Members.Has) || items.All(item => item is ITuple)))
        {
            var members = items[0] is ITuple tuple ? null : Members.Of(kind);
            var names = members?.Select(m => m.Name) ?? Enumerable.Range(1, ((ITuple)items[0]!).Length).Select(i => $"Item{i}");
            return new Table(
                ["", .. names],
                [.. items.Select((item, i) => (object?[])[new Label(i.ToString()), .. members is null ? Parts((ITuple)item!) : members.Select(m => Members.Get(m, item!))])],
                more);
        }
        return new Table(["", "value"], [.. items.Select((item, i) => new object?[] { new Label(i.ToString()), item })], more);

        static IEnumerable<object?> Parts(ITuple tuple) => Enumerable.Range(0, tuple.Length).Select(i => tuple[i]);
    }

    /// <summary>A row's heading, as opposed to a value.</summary>
    public sealed record Label(string Text)
    {
        public override string ToString() => Text;
    }
}
