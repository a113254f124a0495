using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using NotebookKernel.Display;
using Microsoft.CodeAnalysis;

namespace NotebookKernel.Session;

/// <summary>Says why a cell failed in terms of the cell: its lines first, none of the kernel's.</summary>
internal sealed partial class ErrorReport(Submissions submissions, IReadOnlyDictionary<string, string> sources)
{
    private static readonly TimeSpan LongestMessage = TimeSpan.FromSeconds(3);

    /// <summary>The report of compile errors: place, message, the line and a caret under the place.</summary>
    public ErrorOutput OfDiagnostics(string cell, IReadOnlyList<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .OrderBy(d => d.Location.SourceSpan.Start).ToList();
        var traceback = errors.SelectMany(d => Lines(d, cell)).ToList();
        var value = Headline(errors[0], cell) + (errors.Count > 1 ? $" (and {errors.Count - 1} more)" : "");
        var span = errors[0].Location.GetLineSpan();
        var isHere = Path.GetFileName(span.Path) == cell;
        int? line = isHere ? span.StartLinePosition.Line + 1 : null;
        return new ErrorOutput("CompilationError", value, traceback, line, line is { } l ? LineOf(cell, l) : null);
    }

    /// <summary>A diagnostic in three lines.</summary>
    public IEnumerable<string> Lines(Diagnostic diagnostic, string cell)
    {
        yield return Headline(diagnostic, cell);
        if (diagnostic.Location.SourceTree is not { } tree)
            yield break;
        var start = diagnostic.Location.GetLineSpan().StartLinePosition;
        var line = tree.GetText().Lines[start.Line].ToString();
        yield return "    " + line.Replace('\t', ' ');
        yield return new string(' ', 4 + start.Character) + "^";
    }

    /// <summary>
    /// The report of an exception that a cell threw; its place is the line of this cell, not that of an earlier cell's
    /// code that it calls.
    /// </summary>
    public ErrorOutput OfException(Exception thrown, string cell)
    {
        var exception = Unwrap(thrown);
        if (exception is CellFailure failure)
            return new ErrorOutput(failure.Name, failure.Message, [$"{failure.Name}: {failure.Message}"], failure.Line);
        var name = TypeNames.Write(exception.GetType());
        var message = MessageOf(exception);
        var traceback = new List<string> { $"{name}: {message}" };
        var place = AddFrames(traceback, exception, cell);
        foreach (var cause in Causes(exception))
        {
            traceback.Add($"caused by {TypeNames.Write(cause.GetType())}: {MessageOf(cause)}");
            place ??= AddFrames(traceback, cause, cell);
        }
        return new ErrorOutput(name, message, traceback, place?.Line, place?.Source);
    }

    /// <summary>The exception that says what happened, out of those that only wrap it.</summary>
    public static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => exception,
    };

    // A message may be the cell's own code, which here nothing could stop.
    private static string MessageOf(Exception exception)
    {
        var message = Task.Factory.StartNew(
            () => Texts.MessageOf(exception), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return message.Wait(LongestMessage)
            ? message.Result
            : $"(The message of {TypeNames.Write(exception.GetType())} takes too long.)";
    }

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        var inner = exception is AggregateException many
            ? many.InnerExceptions
            : exception.InnerException is { } one ? [one] : [];
        return inner.SelectMany(e => Causes(e).Prepend(e));
    }

    private (int Line, string? Source)? AddFrames(List<string> traceback, Exception exception, string running)
    {
        (int, string?)? place = null;
        var others = new List<string>();
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method)
                continue;
            if (submissions.CellOf(type.Assembly) is { } cell)
            {
                var line = frame.GetFileLineNumber();
                var file = Path.GetFileName(frame.GetFileName());
                var source = file == cell && line > 0 ? LineOf(cell, line) : null;
                if (source is not null && cell == running)
                    place ??= (line, source);
                var where = line > 0 ? $"{file ?? cell}, line {line}" : cell;
                traceback.Add(
                    $"  {where}{(NameOf(method) is { } name ? ", in " + name : "")}{(source is null
                        ? ""
                        : ": " + source.Trim())}");
            }
            else if (!IsMachinery(method, type))
            {
                var file = frame.GetFileName() is { } path
                    ? $" in {Path.GetFileName(path)}:{frame.GetFileLineNumber()}"
                    : "";
                others.Add($"  at {Signature(method, type)}{file}");
            }
        }
        traceback.AddRange(others);
        return place;
    }

    private string? LineOf(string cell, int line) =>
        sources.TryGetValue(cell, out var source) && source.Split('\n') is var lines && line <= lines.Length
        ? lines[line - 1]
        : null;

    private static string Headline(Diagnostic d, string cell)
    {
        var kind =
            $"{d.Severity.ToString()
            .ToLowerInvariant()} {d.Id}: {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
        if (!d.Location.IsInSource)
            return $"{cell}: {kind}";
        var span = d.Location.GetLineSpan();
        return $"{Path.GetFileName(span.Path)}, line {span.StartLinePosition.Line + 1}, "
            + $"column {span.StartLinePosition.Character + 1}: {kind}";
    }

    private static bool IsMachinery(MethodBase method, Type type) =>
        type.Assembly == typeof(ErrorReport).Assembly
        || method.IsDefined(typeof(StackTraceHiddenAttribute))
        || type.IsDefined(typeof(StackTraceHiddenAttribute))
        || type.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices"
        or "System.Threading.Tasks"
        || type.FullName is "System.Runtime.ControlledExecution" or "System.Threading.ExecutionContext"
        or "System.Reflection.MethodBaseInvoker";

    // The compiler's names: <<Initialize>>d__0 is the cell's own code, <F>d__1 the async F, <F>g__G|0_0 the local G,
    // <F>b__0 a lambda in F.
    private static string? NameOf(MethodBase method)
    {
        var name = method.Name == "MoveNext" ? method.DeclaringType!.Name : method.Name;
        if (name.Contains("<Initialize>", StringComparison.Ordinal))
            return name.Contains("b__", StringComparison.Ordinal)
                ? "a lambda"
                : LocalFunction().Match(name) is { Success: true } inner ? inner.Groups[1].Value : null;
        if (LocalFunction().Match(name) is { Success: true } local)
            return local.Groups[1].Value;
        return Compiled().Match(name) is { Success: true } match
            ? match.Groups[2].Value == "b" ? $"a lambda in {match.Groups[1].Value}" : match.Groups[1].Value
            : name;
    }

    private static string Signature(MethodBase method, Type type)
    {
        while (type.IsNested && type.Name.StartsWith('<'))
            type = type.DeclaringType!;
        var parameters = method.Name == "MoveNext"
            ? "…"
            : string.Join(", ", method.GetParameters().Select(p => TypeNames.Write(p.ParameterType)));
        var name = NameOf(method) ?? method.Name;
        return name is ".ctor" or ".cctor"
            ? $"new {TypeNames.Write(type)}({parameters})"
            : $"{(type.Namespace is { } space ? space + "." : "")}{TypeNames.Write(type)}.{name}({parameters})";
    }

    [GeneratedRegex(@"g__(\w+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<(\w+)>(.)__")]
    private static partial Regex Compiled();
}
