using System.Text;
using System.Text.RegularExpressions;
using NotebookKernel.Notebooks;
using NotebookKernel.Session;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookKernel.Exporting;

/// <summary>
/// A notebook as a file-based app of .NET 10, which <c>dotnet run</c> runs: the cells as one program that prints what
/// the notebook shows, the markdown as its comments.
/// </summary>
public sealed partial class AppExport
{
    private static readonly string[] Usings =
        ["using System;", "using System.Collections;", "using System.Collections.Generic;", "using System.Linq;",
            "using System.Text;", "using System.Threading.Tasks;"];

    private readonly Func<string, string> referenceTo;
    private readonly ReferenceResolver resolver;
    private readonly Submissions submissions;
    private readonly PackageRestore packages = new();
    private readonly string folder;
    private readonly List<string> directives = [];
    private readonly List<string> usings = [.. Usings];
    private readonly List<MetadataReference> references = [];

    private AppExport(string folder, Func<string, string> referenceTo)
    {
        (this.folder, this.referenceTo) = (Path.GetFullPath(folder), referenceTo);
        var context = new SessionLoadContext();
        resolver = new ReferenceResolver(this.folder, context);
        submissions = new Submissions(this.folder, context, resolver);
    }

    /// <summary>The app's text. The cells are compiled, their packages restored; nothing is run.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="folder">Where its relative paths start.</param>
    /// <param name="referenceTo">The app's directive for an assembly that the notebook references, such as <c>#:project
    /// ../lib/X</c>.</param>
    /// <param name="cancellation">Stops a restore of packages.</param>
    /// <exception cref="NotebookException">A cell does not compile, or has what only a notebook may have; the message
    /// names it.</exception>
    public static async Task<string> WriteAsync(Notebook notebook, string folder, Func<string, string> referenceTo,
        CancellationToken cancellation = default)
    {
        try
        {
            return await new AppExport(folder, referenceTo).WriteAsync(notebook, cancellation);
        }
        catch (CellFailure e)
        {
            throw new NotebookException(e.Message, e);
        }
    }

    private async Task<string> WriteAsync(Notebook notebook, CancellationToken cancellation)
    {
        // Comments, and cells in their order.
        var parts = new List<object>();
        var number = 0;
        foreach (var cell in notebook.Cells)
        {
            if (cell.Type == "markdown")
                parts.Add(cell.Source);
            else if (cell.IsCode)
                parts.AddRange(await PartsAsync(cell, ++number, cancellation));
        }
        var cells = parts.OfType<AppCell>().ToList();
        foreach (var cell in cells)
            AddUsings(cell);
        var helped = AppHelpers.AreUsed(cells);
        if (helped)
            usings.Add(AppHelpers.Using);
        var text = new AppText(new AppNames(cells));
        var body = new StringBuilder();
        foreach (var part in parts)
            body.Append(part is AppCell cell ? Heading(cell.Number) + text.Of(cell) : Comment((string)part))
                .Append("\n\n");
        if (text.Types.Length > 0)
            body.Append("// ---- types ----\n\n").Append(text.Types);
        if (text.Constants.Length > 0)
        {
            body.Append("static class CellConstants\n{\n").Append(text.Constants).Append("}\n\n");
            usings.Add("using static CellConstants;");
        }
        if (text.Extensions.Length > 0)
            body.Append("static class CellExtensions\n{\n").Append(text.Extensions).Append("}\n\n");
        var app = Head(body.ToString()) + string.Join('\n', usings.Distinct()) + "\n\n" + body
            + (helped ? AppHelpers.Code : "");
        Check(app);
        return app.TrimEnd() + "\n";
    }

    private async Task<IReadOnlyList<object>> PartsAsync(NotebookCell cell, int number, CancellationToken cancellation)
    {
        var parts = new List<object>();
        foreach (var part in CellParts.Split(cell.Source, cell.KernelName))
        {
            switch (part)
            {
                case TextPart { Kind: "markdown" } text:
                    parts.Add(text.Text);
                    break;
                case TextPart text:
                    parts.Add($"({text.Kind}, which only a page can show)\n{text.Text}");
                    break;
                case MagicPart { Name: "import" or "connect" } or MagicPart { Name: "share" or "set" or "value" }:
                    throw new NotebookException(
                        $"code cell {number} cannot stand in an app because of #!{((MagicPart)part).Name}.");
                case MagicPart magic:
                    parts.Add($"(#!{magic.Name}, which only a notebook has)");
                    break;
                case CodePart code:
                    parts.Add(await CompileAsync(code, number, cancellation));
                    break;
            }
        }
        return parts;
    }

    private async Task<AppCell> CompileAsync(CodePart part, int number, CancellationToken cancellation)
    {
        var read = Directives.Read(part.Code);
        if (read.Code.Contains("#load", StringComparison.Ordinal))
            throw new NotebookException($"code cell {number} cannot stand in an app because of #load.");
        var added = new List<MetadataReference>();
        foreach (var (path, _) in read.Files)
        {
            var file = resolver.Find(path)
                ?? throw new NotebookException(
                    $"code cell {number}: #r \"{path}\": there is no such file. Build what it belongs to.");
            added.Add(resolver.Open(file));
            directives.Add(referenceTo(file));
        }
        foreach (var source in read.Sources)
        {
            packages.AddSource(source);
            directives.Add($"#:property RestoreAdditionalProjectSources={source}");
        }
        directives.AddRange(read.Packages.Select(package => $"#:package {package.Id}@{package.Version}"));
        if (read.Packages.Count > 0)
            added.AddRange((await packages.AddAsync(read.Packages, cancellation)).Assemblies.Select(resolver.Open));
        references.AddRange(added);

        var draft = submissions.Draft(read.Code, $"Cell {number}", added);
        var compiled = submissions.Compile(draft, $"Cell {number}", cancellation);
        if (compiled.Failed)
            throw new NotebookException($"code cell {number} does not "
                + $"compile: {compiled.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error)}");
        var compilation = draft.GetCompilation();
        return new AppCell(number, compilation.GetSemanticModel(compilation.SyntaxTrees.Last()), compiled.HasResult);
    }

    private void AddUsings(AppCell cell) => usings.AddRange(cell.Root.Usings
        .Where(directive => directive.NamespaceOrType.ToString()
            .StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal) is false)
        .Select(directive => directive.WithoutTrivia().NormalizeWhitespace().ToString()));

    private string Head(string body)
    {
        var lines = new List<string> { "#!/usr/bin/env dotnet" };
        lines.AddRange(directives.Distinct());
        if (directives.Any(d => d.StartsWith("#:package", StringComparison.Ordinal)))
            lines.Add("#:property ManagePackageVersionsCentrally=false");
        if (body.Contains("unsafe", StringComparison.Ordinal))
            lines.Add("#:property AllowUnsafeBlocks=true");
        // As in cells; and whatever a folder above asks of its projects, a notebook's code is not held to it.
        lines.AddRange(
            ["#:property ImplicitUsings=disable", "#:property Nullable=disable", "#:property PublishAot=false",
            "#:property TreatWarningsAsErrors=false", "#:property WarningLevel=0", "#:property RunAnalyzers=false"]);
        return string.Join('\n', lines) + "\n\n";
    }

    private static string Heading(int number) => $"// ---- cell {number} ----\n";

    private static string Comment(string text) =>
        string.Join('\n', text.Trim().Split('\n').Select(line => $"// {line}".TrimEnd()));

    // What stands in the way of an app is said here, not by the first run.
    private void Check(string app)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
        var compilation = CSharpCompilation.Create(
            "app",
            [CSharpSyntaxTree.ParseText(app, parsing)],
            [.. HostAssemblies.ForCells.Where(path => path != typeof(AppExport).Assembly.Location)
                .Select(resolver.Read), .. references],
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true,
                metadataReferenceResolver: resolver));
        if (compilation.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is not { } error)
            return;
        var line = error.Location.GetLineSpan().StartLinePosition.Line;
        var lines = app.Split('\n');
        var cell = lines.Take(line).Select(l => CellHeading().Match(l)).LastOrDefault(m => m.Success)?.Groups[1].Value;
        throw new NotebookException($"code cell {cell ?? "1"} cannot stand in an app as it "
            + $"is: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} ({error.Id}): {lines[line]
            .Trim()}");
    }

    [GeneratedRegex(@"^// ---- cell (\d+) ----$")]
    private static partial Regex CellHeading();
}
