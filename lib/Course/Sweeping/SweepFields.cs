using System.Numerics;
using System.Text.Json.Nodes;
using Course.Commands;

namespace Course.Sweeping;

/// <summary>
/// The fields of a JSON object, read with their types; what is wrong is an <see cref="ArgumentException"/> that names
/// the field.
/// </summary>
internal sealed class SweepFields
{
    private readonly JsonObject values;
    private readonly string place;

    /// <param name="values">The object.</param>
    /// <param name="known">The names that fields may have.</param>
    /// <param name="place">What stands before a field's name in messages: "objectives[2].".</param>
    /// <exception cref="ArgumentException">A field has another name.</exception>
    public SweepFields(JsonObject values, IReadOnlyList<string> known, string place)
    {
        (this.values, this.place) = (values, place);
        foreach (var name in values.Select(field => field.Key))
            if (!known.Contains(name))
                throw new ArgumentException($"there is no field "
                    + $"\"{place}{name}\"{(Nearest.To(name, known) is { } near
                        ? $"; did you mean \"{near}\"?"
                        : $": there is {string.Join(", ", known)}.")}");
    }

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>A text, or what it is if the field is not there; null if it must be there.</summary>
    public string Text(string name, string? otherwise = null) =>
        !Has(name) && otherwise is not null ? otherwise
        : Get(name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name, "a text");

    /// <summary>A number, or what it is if the field is not there.</summary>
    public T Number<T>(string name, T? otherwise = null) where T : struct, INumber<T> =>
        !Has(name) && otherwise is { } value ? value : Number<T>(Get(name), name);

    /// <summary>
    /// A number or a list of them, or what they are if the field is not there; null if it must be there.
    /// </summary>
    public T[] Numbers<T>(string name, T[]? otherwise) where T : struct, INumber<T>
    {
        if (!Has(name) && otherwise is not null) return otherwise;
        var numbers = Get(name) is JsonArray list
            ? [.. list.Select(item => Number<T>(item, name))]
            : new[] { Number<T>(Get(name), name) };
        if (numbers.Length == 0)
            throw new ArgumentException($"{place}{name} is empty; it must have one number at least.");
        return numbers.Distinct().Count() == numbers.Length
            ? numbers
            : throw new ArgumentException($"{place}{name} has a number twice: {string.Join(", ", numbers)}.");
    }

    /// <summary>A list of objects, one at least.</summary>
    public SweepFields[] Objects(string name, IReadOnlyList<string> known)
    {
        if (Get(name) is not JsonArray { Count: > 0 } list) throw Wrong(name, "a list of objects, one at least");
        return [
            .. list.Select((item, i) =>
                new SweepFields(item as JsonObject
                    ?? throw Wrong(name, "a list of objects"), known, $"{place}{name}[{i}]."))];
    }

    private T Number<T>(JsonNode? node, string name) where T : struct, INumber<T> =>
        node is JsonValue value && value.TryGetValue<T>(out var number)
        ? number
        : throw Wrong(name, typeof(T) == typeof(double) ? "a number" : "a whole number");

    private JsonNode? Get(string name) =>
        values.TryGetPropertyValue(name, out var value)
        ? value
        : throw new ArgumentException($"the field \"{place}{name}\" is missing.");

    private ArgumentException Wrong(string name, string wanted) =>
        new($"{place}{name} must be {wanted}; it is {values[name]?.ToJsonString() ?? "null"}.");
}
