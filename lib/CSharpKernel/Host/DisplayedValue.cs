using CSharpKernel.Display;

namespace Microsoft.DotNet.Interactive;

/// <summary>A display that is on the page and can be changed there.</summary>
public sealed class DisplayedValue
{
    private readonly IOutputSink outputs;

    private DisplayedValue(IOutputSink outputs, string[] mimeTypes)
    {
        this.outputs = outputs;
        MimeTypes = mimeTypes;
    }

    /// <summary>The id by which front ends find the display.</summary>
    public string DisplayId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The MIME types that were asked for; empty for those that the value's type prefers.</summary>
    public IReadOnlyCollection<string> MimeTypes { get; }

    /// <summary>Shows another value in the display's place.</summary>
    public void Update(object? value) =>
        // Some clients listen to the running cell only.
        (CellScope.Current?.Outputs ?? outputs).Write(new DisplayOutput(ValueFormatter.Bundle(value, [.. MimeTypes]), DisplayId, Update: true));

    internal static DisplayedValue Show(object? value, string[] mimeTypes)
    {
        var scope = CellScope.Current ?? throw new InvalidOperationException("Nothing can be displayed before the first cell runs.");
        var shown = new DisplayedValue(scope.Outputs, mimeTypes);
        scope.Outputs.Write(new DisplayOutput(ValueFormatter.Bundle(value, mimeTypes), shown.DisplayId));
        return shown;
    }
}
