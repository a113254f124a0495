using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace CSharpKernel.Display;

/// <summary>Which values are shown member by member, which by their own text, and what the members are.</summary>
internal static class Members
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<MemberInfo>> Cache = new();

    /// <summary>A sequence to be shown as a list or table; null for text, JSON and whatever describes itself.</summary>
    public static IEnumerable? Sequence(object? value) =>
        value is IEnumerable items and not string and not JsonNode && (IsOfTheRuntime(value.GetType()) || !DescribesItself(value.GetType()))
            ? items
            : null;

    /// <summary>Whether a value is shown by its public members: records, anonymous types, classes without their own text.</summary>
    public static bool Has(object? value) =>
        value is not (null or Task or Delegate or MemberInfo or Pointer) && Sequence(value) is null && !DescribesItself(value.GetType()) && Of(value.GetType()).Count > 0;

    public static IReadOnlyList<MemberInfo> Of(Type type) => Cache.GetOrAdd(type, t =>
    [
        .. t.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0 && IsShown(p.PropertyType)),
        .. t.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(f => IsShown(f.FieldType)),
    ]);

    /// <summary>A member's value, or the exception that its getter throws.</summary>
    public static object? Get(MemberInfo member, object target)
    {
        try
        {
            return member is PropertyInfo property ? property.GetValue(target) : ((FieldInfo)member).GetValue(target);
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException;
        }
    }

    private static bool IsShown(Type type) => !type.IsByRefLike && !type.IsPointer && !type.IsFunctionPointer && !type.IsByRef;

    private static bool IsOfTheRuntime(Type type) => type.IsArray || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;

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
}
