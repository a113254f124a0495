using CSharpKernel.Display;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>The running cell, as notebooks reach it.</summary>
public sealed class KernelInvocationContext
{
    private readonly CellScope scope;

    private KernelInvocationContext(CellScope scope) => this.scope = scope;

    /// <summary>The running cell, or null outside of cells.</summary>
    public static KernelInvocationContext? Current => CellScope.Current is { } scope ? new(scope) : null;

    /// <summary>Cancelled when the cell is to stop.</summary>
    public CancellationToken CancellationToken => scope.Cancellation;

    /// <summary>Shows a value.</summary>
    public DisplayedValue Display(object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Shows a text that is written in this MIME type.</summary>
    public DisplayedValue DisplayAs(string value, string mimeType) => DisplayedValue.Show(new FormattedValue(mimeType, value), [mimeType]);
}
