using System.Diagnostics;
using NotebookKernel.Display;
using NotebookKernel.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Session;

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>It ran to its end.</summary>
    Ok,

    /// <summary>It failed.</summary>
    Error,

    /// <summary>It was cancelled and has stopped.</summary>
    Cancelled,

    /// <summary>It was cancelled but runs on, in native code or blocked; it stops after that.</summary>
    Abandoned,
}

/// <summary>How a cell ended, and its error if it failed or was cancelled.</summary>
public sealed record CellResult(CellStatus Status, ErrorOutput? Error = null);

/// <summary>
/// The C# interpreter behind a notebook: runs cells one after the other, each of which sees what the earlier ones
/// declared. Knows of no sockets and no files of notebooks. One cell at a time.
/// </summary>
public sealed class CSharpSession
{
    /// <summary>Code that observes a token may use this time to end in its own way before it is aborted.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.5);

    private readonly string folder;
    private CellThread thread = new();
    private readonly SessionLoadContext context = new();
    private readonly ReferenceResolver resolver;
    private readonly Submissions submissions;
    private readonly PackageRestore packages = new();
    private readonly Dictionary<string, string> sources = [];

    // Of packages that are restored, but whose cell did not compile: the next one that does has them.
    private readonly List<MetadataReference> pending = [];
    private readonly ErrorReport report;
    private readonly CellKernel kernel;

    /// <summary>After this time, an aborted cell is taken to sit in native code.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A session whose relative paths start at this folder, which is the notebook's.</summary>
    public CSharpSession(string folder)
    {
        UnhandledExceptions.Install();
        DefaultViews.Install();
        DisplayedValues.Install();
        this.folder = Path.GetFullPath(folder);
        resolver = new ReferenceResolver(this.folder, context);
        submissions = new Submissions(this.folder, context, resolver);
        report = new ErrorReport(submissions, sources);
        kernel = new CellKernel(code => RunPartsAsync(code, "submitted code", CellScope.Current!, kind: null));
    }

    /// <summary>
    /// Runs a cell. Its outputs, also its error, go to the scope's sink; no exception of the cell leaves this method.
    /// </summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="cell">What the cell is called in errors, such as <c>Cell 3</c>.</param>
    /// <param name="scope">Where outputs go and what cancels the cell.</param>
    /// <param name="kind">The kind of text that the cell holds, null for C#.</param>
    public async Task<CellResult> RunAsync(string source, string cell, CellScope scope, string? kind = null)
    {
        scope.Enter();
        using var context = kernel.Enter(source, scope.Cancellation);
        // The convention by which a library without a reference to the kernel observes the stop button.
        AppContext.SetData("NotebookCancellation", scope.Cancellation);
        sources[cell] = source.ReplaceLineEndings("\n");
        var ended = true;
        try
        {
            await RunPartsAsync(source, cell, scope, kind);
            return new CellResult(CellStatus.Ok);
        }
        catch (CellStoppedException e)
        {
            return Fail(CellStatus.Error, e.Why);
        }
        catch (CellAbandonedException)
        {
            ended = false;
            return Fail(CellStatus.Abandoned,
                new ErrorOutput("Cancelled",
                    "The cell was cancelled, but is still in native code or blocked; it stops after that.",
                    ["Cancelled; the cell is still in native code or blocked and stops after that."]));
        }
        catch (Exception e) when (scope.Cancellation.IsCancellationRequested
            && ErrorReport.Unwrap(e) is OperationCanceledException or ThreadAbortException)
        {
            return Fail(CellStatus.Cancelled,
                new ErrorOutput("Cancelled", "The cell was cancelled.", ["The cell was cancelled."]));
        }
        catch (CompilationFailure e)
        {
            return Fail(CellStatus.Error, report.OfDiagnostics(cell, e.Diagnostics));
        }
        catch (Exception e)
        {
            var error = report.OfException(e, cell);
            if (error is { Line: { } line, Source: null })
                error = error with { Source = sources[cell].Split('\n').ElementAtOrDefault(line - 1) };
            return Fail(CellStatus.Error, error);
        }
        finally
        {
            // The convention by which such a library tidies up behind a cell.
            if (ended)
                (AppContext.GetData("NotebookCellEnded") as Action)?.Invoke();
        }

        CellResult Fail(CellStatus status, ErrorOutput error)
        {
            scope.Outputs.Write(error);
            return new CellResult(status, error);
        }
    }

    /// <summary>
    /// The compilation of code that would come after the cells that have run: for questions about it, not to be run.
    /// </summary>
    internal Compilation Draft(string code) => submissions.Draft(code, "Draft", []).GetCompilation();

    private async Task RunPartsAsync(string source, string cell, CellScope scope, string? kind)
    {
        if (kind is not null && !CellKinds.IsKnown(kind))
            throw new CellFailure("MagicError", $"{cell} is written in {kind}, which this kernel does not run.");
        Stopwatch? clock = null;
        try
        {
            foreach (var part in CellParts.Split(source, kind))
            {
                scope.Cancellation.ThrowIfCancellationRequested();
                switch (part)
                {
                    case CodePart code:
                        await RunCodeAsync(code.Code, cell, scope);
                        break;
                    case TextPart text:
                        Magics.Show(text);
                        break;
                    case MagicPart { Name: "time" }:
                        clock ??= Stopwatch.StartNew();
                        break;
                    case MagicPart { Name: "import" } import:
                        await ImportAsync(import, cell, scope);
                        break;
                    case MagicPart magic:
                        RunMagic(magic);
                        break;
                }
            }
        }
        finally
        {
            if (clock is not null)
                FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:0.00}ms")
                    .DisplayAs("text/plain");
        }
    }

    private void RunMagic(MagicPart magic)
    {
        switch (magic.Name)
        {
            case "about": Magics.About(); break;
            case "lsmagic": Magics.List(); break;
            case "who": Magics.Who(submissions.Variables(), whole: false); break;
            case "whos": Magics.Who(submissions.Variables(), whole: true); break;
            default: throw Magics.Unknown(magic);
        }
    }

    private async Task ImportAsync(MagicPart import, string cell, CellScope scope)
    {
        var path = Path.GetFullPath(import.Arguments.Trim('"'), folder);
        var name = Path.GetFileName(path);
        var number = 0;
        foreach (var (source, kind) in Imports.Read(path))
        {
            number++;
            var label = $"{name} cell {number}";
            sources[label] = source;
            try
            {
                await RunPartsAsync(source, label, scope, kind);
            }
            catch (CompilationFailure e)
            {
                var error = report.OfDiagnostics(label, e.Diagnostics);
                throw new CellFailure("CompilationError", string.Join('\n', error.Traceback), import.Line);
            }
        }
    }

    private async Task RunCodeAsync(string code, string cell, CellScope scope)
    {
        var directives = Directives.Read(code);
        var references = new List<MetadataReference>();
        foreach (var (path, line) in directives.Files)
            references.Add(resolver.Open(resolver.Find(path)
                ?? throw new CellFailure("ReferenceError", $"#r \"{path}\": there is no such "
                + $"file ({Path.GetFullPath(path, folder)}). Build what it belongs to, or correct the path.", line)));
        pending.AddRange(await RestoreAsync(directives, scope));

        var compiled = submissions.Compile(submissions.Draft(directives.Code, cell, references.Concat(pending)), cell,
            scope.Cancellation);
        if (compiled.Failed)
            throw new CompilationFailure(compiled.Diagnostics);
        pending.Clear();
        foreach (var line in compiled.Diagnostics.SelectMany(d => report.Lines(d, cell)))
            scope.Outputs.Write(new StreamOutput("stderr", line + "\n"));
        if (compiled.Run is not null)
            await ExecuteAsync(compiled, scope);
    }

    private async Task<IEnumerable<MetadataReference>> RestoreAsync(Directives directives, CellScope scope)
    {
        foreach (var source in directives.Sources)
            packages.AddSource(source.Contains("://", StringComparison.Ordinal)
                ? source
                : Path.GetFullPath(source, folder));
        var wanted = directives.Packages.Where(p => !packages.Has(p.Id, p.Version, p.Line)).ToList();
        if (wanted.Count == 0)
            return [];
        var clock = Stopwatch.StartNew();
        var names = string.Join(", ", wanted.Select(p => p.Version == "*" ? p.Id : $"{p.Id} {p.Version}"));
        var progress = $"Restoring {names} …".DisplayAs("text/plain");
        try
        {
            var restored = await packages.AddAsync(wanted, scope.Cancellation);
            progress.Update(
                FormattableString.Invariant(
                    $"Restored {string.Join(", ",
                        restored.Packages.Select(
                            package => $"{package.Id} {package.Version}"))} ({clock.Elapsed.TotalSeconds:0.0} s)."));
            foreach (var native in restored.Natives)
                context.AddNative(native);
            var references = restored.Assemblies.Select(resolver.OpenUnlessHosts).ToList();
            await ExtendAsync(restored, references, scope);
            return references;
        }
        catch
        {
            progress.Update($"Could not restore {names}.");
            throw;
        }
    }

    // What packages bring for notebooks; the reason why a package is added may be nothing else.
    private async Task ExtendAsync(PackageRestore.Restored restored, IReadOnlyList<MetadataReference> references,
        CellScope scope)
    {
        foreach (var folder in restored.Extensions)
        {
            foreach (var extension in Extensions.Load(folder, context))
                await extension.OnLoadAsync(kernel.Composite);
            var script = Path.Combine(folder, "extension.dib");
            if (!File.Exists(script))
                continue;
            submissions.Compile(submissions.Draft("", "extension", references), "extension", scope.Cancellation);
            foreach (var (source, kind) in Imports.Read(script))
                await RunPartsAsync(source, "extension.dib", scope, kind);
        }
        // After the extension's own formatters: those fetch plotly.js from the network.
        Charts.Register(restored.Assemblies, context);
    }

    private async Task ExecuteAsync(Submissions.Compiled compiled, CellScope scope)
    {
        // Not disposed: an abort may be under way when the cell is given up.
        var abort = new CancellationTokenSource();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = scope.Cancellation.Register(() =>
        {
            abort.CancelAfter(Grace);
            _ = Task.Delay(Grace + Patience, CancellationToken.None)
                .ContinueWith(_ => done.TrySetException(new CellAbandonedException()), TaskScheduler.Default);
        });
        // Code that an extension submits is part of the cell that keeps the thread.
        if (scope.Stop is null)
            thread.WaitUntilFree(Patience);
        var before = scope.Stop;
        scope.Stop = why =>
        {
            done.TrySetException(new CellStoppedException(why));
            abort.Cancel();
        };
        var scheduler = new CellScheduler(thread, abort.Token, () => done.TrySetCanceled());
        // The end is passed on by the pool: nothing of the session may run on a thread that is being aborted.
        _ = Task.Factory.StartNew(
            () => RunAndShowAsync().ContinueWith(run => done.TrySetFromTask(run), TaskScheduler.Default),
            CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        try
        {
            await done.Task;
        }
        finally
        {
            scope.Stop = before;
            if (abort.IsCancellationRequested)
            {
                thread.Retire();
                thread = new CellThread();
            }
        }

        async Task RunAndShowAsync()
        {
            var value = await compiled.Run!();
            if (compiled.HasResult && value is not DisplayedValue)
                scope.Outputs.Write(new ResultOutput(ValueFormatter.Bundle(value)));
        }
    }

    private sealed class CompilationFailure(IReadOnlyList<Diagnostic> diagnostics) : Exception
    {
        public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;
    }

    private sealed class CellAbandonedException : Exception;

    private sealed class CellStoppedException(ErrorOutput why) : Exception
    {
        public ErrorOutput Why { get; } = why;
    }
}
