using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookKernel.Display;

/// <summary>
/// Looks at a value once and notes what is to be shown of it: so deep, so many items, so many parts in all, so much
/// text and for so long, whatever the value does. A sequence is run through once; a getter that throws shows its
/// exception.
/// </summary>
internal sealed class ViewBuilder
{
    private const int MostParts = 5000;
    private const int LongestText = 1_000_000;
    private const int LongestPart = 10_000;
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<MemberInfo>> Members = new();

    private readonly HashSet<object> above = new(ReferenceEqualityComparer.Instance);
    private readonly long start = Stopwatch.GetTimestamp();
    private int parts;

    private ViewBuilder()
    {
    }

    /// <summary>After this time, what has been seen of a value is shown.</summary>
    public static TimeSpan LongestTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The view of a value at a depth, counted from 1, below which <see cref="Formatter.RecursionLimit"/> cuts.
    /// </summary>
    public static View Build(object value, int depth) => new ViewBuilder().Look(value, depth);

    private bool IsSpent => parts >= MostParts || Stopwatch.GetElapsedTime(start) > LongestTime;

    private View Part(object? value, int depth)
    {
        if (value is null)
            return new TextView(Formatter.NullString);
        if (++parts > MostParts)
            return new TextView("…");
        if (depth <= Formatter.RecursionLimit && OwnFormatters.Has(value))
            return new OwnView(value);
        return Look(value, depth);
    }

    private View Look(object value, int depth)
    {
        var type = value.GetType();
        if (value is string or IFormattable || type.IsPrimitive)
            return new TextView(TextOf(value, depth > 1 ? LongestPart : LongestText));
        if (value is Task task)
            return new TextView($"{TypeNames.Write(type)} ({task.Status})");
        if (value is ITuple tuple)
            return new TupleView(
                [.. Enumerable.Range(0, Math.Min(tuple.Length, Formatter.ListExpansionLimit))
                    .Select(i => Part(tuple[i], depth + 1))]);
        if (!IsSequence(value) && !HasMembers(value))
            return new TextView(TextOf(value, depth > 1 ? LongestPart : LongestText));
        if (depth > Formatter.RecursionLimit)
            return new TextView(TypeNames.Write(type));
        if (!type.IsValueType && !above.Add(value))
            return new TextView($"{TypeNames.Write(type)} (this one again)");
        try
        {
            return value switch
            {
                IDictionary or IDictionary<string, object?> => Map((IEnumerable)value, depth),
                Array { Rank: 2 } matrix => Matrix(matrix, depth),
                IEnumerable sequence when IsSequence(value) => List(sequence, depth),
                _ => new ObjectView(type,
                    [.. MembersOf(type).Select(member => (member.Name, Part(Get(member, value), depth + 1)))]),
            };
        }
        finally
        {
            if (!type.IsValueType)
                above.Remove(value);
        }
    }

    private ListView List(IEnumerable sequence, int depth)
    {
        var items = new List<View>();
        var more = Take(sequence, item => items.Add(Part(item, depth + 1)));
        return new ListView(items, more);
    }

    private MapView Map(IEnumerable map, int depth)
    {
        var entries = new List<(View, View)>();
        var more =
            Take(map,
                entry => entries.Add((Part(Half(entry!, "Key"), depth + 1), Part(Half(entry!, "Value"), depth + 1))));
        return new MapView(entries, more);

        static object? Half(object entry, string name) => entry.GetType().GetProperty(name)!.GetValue(entry);
    }

    private MatrixView Matrix(Array matrix, int depth)
    {
        var limit = Formatter.ListExpansionLimit;
        int rows = matrix.GetLength(0), columns = matrix.GetLength(1);
        int firstRow = matrix.GetLowerBound(0), firstColumn = matrix.GetLowerBound(1);
        return new MatrixView(
            [.. Enumerable.Range(firstRow, Math.Min(rows, limit)).Select(r => (IReadOnlyList<View>)
                [.. Enumerable.Range(firstColumn, Math.Min(columns, limit))
                    .Select(c => Part(matrix.GetValue(r, c), depth + 1))])],
            rows > limit || columns > limit ? $"… {rows} × {columns} in all" : null);
    }

    // The items up to the limit; the note on what is left out.
    private string? Take(IEnumerable sequence, Action<object?> add)
    {
        var count = 0;
        try
        {
            foreach (var item in sequence)
            {
                if (count == Formatter.ListExpansionLimit)
                    return sequence is ICollection { Count: var all } ? $"… {all - count} more" : "… more";
                if (IsSpent)
                    return "… more (not shown: there is too much, or it takes too long)";
                add(item);
                count++;
            }
            return null;
        }
        catch (Exception e) when (Survives(e))
        {
            return $"… {TypeNames.Write(e.GetType())}: {Texts.MessageOf(e)}";
        }
    }

    private static object? Get(MemberInfo member, object target)
    {
        try
        {
            return member is PropertyInfo property ? property.GetValue(target) : ((FieldInfo)member).GetValue(target);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } thrown && Survives(thrown))
        {
            return new Thrown(thrown);
        }
    }

    private static string TextOf(object value, int longest)
    {
        string text;
        try
        {
            text = value is IFormattable scalar
                ? scalar.ToString(null, CultureInfo.InvariantCulture)
                : value.ToString() ?? "";
        }
        catch (Exception e) when (Survives(e))
        {
            text = $"{TypeNames.Write(value.GetType())} (its ToString failed "
                + $"with {TypeNames.Write(e.GetType())}: {Texts.MessageOf(e)})";
        }
        return Texts.Shorten(text, longest);
    }

    // What stops the cell is not the value's.
    private static bool Survives(Exception e) => e is not (ThreadAbortException or OperationCanceledException);

    // Text, JSON and whatever describes itself is no list.
    private static bool IsSequence(object value) => value is IEnumerable and not (string or JsonNode)
        && (value.GetType().IsArray || value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true
            || !DescribesItself(value.GetType()));

    private static bool HasMembers(object value) =>
        value is not (Task or Delegate or MemberInfo or Pointer) && !DescribesItself(value.GetType())
        && MembersOf(value.GetType()).Count > 0;

    private static IReadOnlyList<MemberInfo> MembersOf(Type type) => Members.GetOrAdd(type, t =>
    [
        .. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0
                && IsShown(p.PropertyType)),
        .. t.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(f => IsShown(f.FieldType)),
    ]);

    private static bool IsShown(Type type) =>
        !type.IsByRefLike && !type.IsPointer && !type.IsFunctionPointer && !type.IsByRef;

    private static bool DescribesItself(Type type)
    {
        if (type.IsPrimitive || type.IsEnum)
            return true;
        var text = type.GetMethod(nameof(ToString), BindingFlags.Public | BindingFlags.Instance, []);
        if (text is null || text.DeclaringType == typeof(object) || text.DeclaringType == typeof(ValueType))
            return false;
        var madeByTheCompiler = TypeNames.IsAnonymous(type) || text.IsDefined(typeof(CompilerGeneratedAttribute));
        return !madeByTheCompiler;
    }

    // An exception in a getter's place, in a line.
    private sealed class Thrown(Exception exception)
    {
        public override string ToString() => $"{TypeNames.Write(exception.GetType())}: {Texts.MessageOf(exception)}";
    }
}
