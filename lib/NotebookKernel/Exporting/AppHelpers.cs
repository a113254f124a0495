using NotebookKernel.Notebooks;
using NotebookKernel.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookKernel.Exporting;

/// <summary>
/// The part of the kernel's own functions that makes sense in an app, where everything shown is printed.
/// </summary>
internal static class AppHelpers
{
    /// <summary>The directive by which the statements call the functions as cells do.</summary>
    public const string Using = "using static NotebookOutput;";

    /// <summary>The functions, as the end of an app.</summary>
    public const string Code = """
        // ---- what a notebook's kernel provides ----

        static class NotebookOutput
        {
            public static DisplayedValue display(object value, params string[] mimeTypes)
            {
                Console.WriteLine(Text(value));
                return new DisplayedValue();
            }

            public static DisplayedValue Display(this object value, params string[] mimeTypes) => display(value);

            public static DisplayedValue DisplayAs(this string value, string mimeType) => display(value);

            public static DisplayedValue DisplayTable<T>(this IEnumerable<T> items) => display(items);

            public static string HTML(string content) => content;

            public static string input(string prompt = "")
            {
                Console.Write(prompt);
                return Console.ReadLine() ?? "";
            }

            public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") => Task.FromResult(input(prompt));

            static string Text(object value) => value switch
            {
                null => "null",
                IFormattable scalar => scalar.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                _ when value.GetType().GetMethod("ToString", Type.EmptyTypes).DeclaringType != typeof(object) => value.ToString(),
                IEnumerable items => $"[ {string.Join(", ", items.Cast<object>().Select(Text))} ]",
                _ => value.ToString(),
            };
        }

        class DisplayedValue
        {
            public void Update(object value) => NotebookOutput.display(value);
        }

        """;

    private static readonly HashSet<string?> Api = [.. HostAssemblies.Api.Select(assembly => assembly.GetName().Name)];

    private static readonly HashSet<string> Provided =
        ["display", "HTML", "input", "GetInputAsync", "Display", "DisplayAs", "DisplayTable", "DisplayedValue",
            "Update", "DisplayExtensions"];

    /// <summary>Whether the cells, as an app, call any of the functions.</summary>
    /// <exception cref="NotebookException">They use something of the kernel that an app cannot have.</exception>
    public static bool AreUsed(IReadOnlyList<AppCell> cells)
    {
        var used = false;
        foreach (var cell in cells)
            foreach (var name in cell.Root.DescendantNodes(node => node is not UsingDirectiveSyntax)
                .OfType<SimpleNameSyntax>())
            {
                if (cell.Meaning(name) is not { } symbol || symbol is INamespaceSymbol
                    || !Api.Contains(symbol.ContainingAssembly?.Name))
                    continue;
                if (!Provided.Contains(symbol.Name) && symbol.Name != "Kernel")
                    throw new NotebookException($"code cell {cell.Number} cannot stand in an app, because it uses the "
                        + $"notebook kernel's {symbol.ToDisplayString(
                            SymbolDisplayFormat.CSharpShortErrorMessageFormat)}.");
                used = true;
            }
        return used || cells.Any(cell => cell.HasResult);
    }
}
