using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Display;

/// <summary>
/// Passes on what code displays, by <c>display(x)</c>, <c>x.Display()</c> or a kernel's event, to the cell that it
/// belongs to.
/// </summary>
internal static class DisplayedValues
{
    // display() publishes one DisplayedValue and returns another (a slip of June 2025): an update of the second would
    // name a display that nobody knows. Both hold the same texts, and an update takes over their MIME types: those are
    // marked with the display's id.
    private static readonly ConditionalWeakTable<string, string> Ids = [];

    // Most displays come twice: here, and as an event of the running command.
    private static readonly ConditionalWeakTable<object, object> Taken = [];

    private static int installed;

    /// <summary>Listens from now on.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref installed, 1) == 0)
            Formatter.SubscribeToDisplayedValues(
                shown => Take(shown.Value, shown.FormattedValues, shown.DisplayId, shown.IsUpdated));
    }

    /// <summary>Takes a display from an event.</summary>
    public static void Take(DisplayEvent shown)
    {
        if (shown is ReturnValueProduced)
            CellScope.Current?.Outputs.Write(
                new ResultOutput(ValueFormatter.Bundle(shown.Value, shown.FormattedValues)));
        else if (shown is StandardOutputValueProduced or StandardErrorValueProduced)
            CellScope.Current?.Outputs.Write(new StreamOutput(
                shown is StandardErrorValueProduced
                    ? "stderr"
                    : "stdout", string.Concat(shown.FormattedValues.Select(text => text.Value))));
        else
            Take(shown.Value, shown.FormattedValues, shown.ValueId, shown is DisplayedValueUpdated);
    }

    private static void Take(object? value, IReadOnlyCollection<FormattedValue> formatted, string? id, bool isUpdate)
    {
        // Without a cell the package writes to the console.
        if (CellScope.Current is not { } scope || !Taken.TryAdd(formatted, value ?? formatted))
            return;
        foreach (var text in formatted)
        {
            if (Ids.TryGetValue(text.MimeType, out var known))
                id = known;
            else if (id is not null)
                Ids.Add(MimeTypeOf(text) = new string(text.MimeType), id);
        }
        scope.Outputs.Write(new DisplayOutput(ValueFormatter.Bundle(value, formatted), id, isUpdate));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<MimeType>k__BackingField")]
    private static extern ref string MimeTypeOf(FormattedValue text);
}
