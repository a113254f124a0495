using System.Globalization;
using System.Numerics;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Writes a tensor as Julia, NumPy or C# would, or its type and shape only.</summary>
internal sealed class TensorPrinter(Tensor tensor, string? format, int? width, CultureInfo? culture, string? newLine)
{
    private readonly string format = format ?? PrintOptions.FloatFormat;
    private readonly int width = width ?? PrintOptions.LineWidth;
    private readonly string line = string.IsNullOrEmpty(newLine) ? PrintOptions.NewLine : newLine;
    private readonly IFormatProvider culture = culture ?? CultureInfo.CurrentCulture;

    public string Write(TensorStringStyle style) => (style == TensorStringStyle.Default ? PrintOptions.Style : style) switch
    {
        TensorStringStyle.Metadata => Metadata(),
        _ when tensor.is_meta || tensor.is_sparse => Metadata(),
        TensorStringStyle.Numpy => WithElements(Numpy),
        TensorStringStyle.CSharp => WithElements(CSharp),
        _ => WithElements(Julia),
    };

    private string Metadata() => $"[{string.Join("x", tensor.shape)}], type = {tensor.dtype}, device = {tensor.device}";

    // The elements are fetched once, to the CPU, in order, outside of the caller's scope and graph.
    private string WithElements(Func<Elements, string> write)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var plain = tensor.is_quantized() ? tensor.dequantize() : tensor;
        var ordered = plain.detach().cpu().resolve_conj().resolve_neg().contiguous();
        return write(new Elements(ordered, Formatted(ordered)));
    }

    private readonly record struct Elements(long[] Shape, Func<long, string> At)
    {
        public Elements(Tensor tensor, Func<long, string> at) : this(tensor.shape, at) { }

        public int Rank => Shape.Length;

        /// <summary>How many elements one step in a dimension passes.</summary>
        public long Stride(int dim)
        {
            long stride = 1;
            for (var i = dim + 1; i < Shape.Length; i++) stride *= Shape[i];
            return stride;
        }
    }

    private Func<long, string> Formatted(Tensor t) => t.dtype switch
    {
        ScalarType.Float32 => Reader<float>(t, v => v.ToString(format, culture)),
        ScalarType.Float64 => Reader<double>(t, v => v.ToString(format, culture)),
        ScalarType.Float16 => Reader<Half>(t, v => v.ToString(format, culture)),
        ScalarType.BFloat16 => Reader<BFloat16>(t, v => v.ToSingle().ToString(format, culture)),
        ScalarType.Byte => Reader<byte>(t, v => v.ToString(culture)),
        ScalarType.Int8 => Reader<sbyte>(t, v => v.ToString(culture)),
        ScalarType.Int16 => Reader<short>(t, v => v.ToString(culture)),
        ScalarType.Int32 => Reader<int>(t, v => v.ToString(culture)),
        ScalarType.Int64 => Reader<long>(t, v => v.ToString(culture)),
        ScalarType.Bool => Reader<bool>(t, v => v ? "true" : "false"),
        ScalarType.ComplexFloat32 => Reader<(float, float)>(t, v => FormatComplex(v.Item1, v.Item2)),
        ScalarType.ComplexFloat64 => Reader<Complex>(t, v => FormatComplex(v.Real, v.Imaginary)),
        var type => throw new NotSupportedException($"Elements of type {type} cannot be printed."),
    };

    private static Func<long, string> Reader<T>(Tensor t, Func<T, string> write) where T : unmanaged
    {
        var elements = t.data<T>();
        return i => write(elements[i]);
    }

    private string FormatComplex<T>(T real, T imaginary) where T : INumber<T>
    {
        if (imaginary == T.Zero) return real.ToString(format, culture);
        var i = imaginary.ToString(format, culture) + "i";
        if (real == T.Zero) return i;
        return real.ToString(format, culture) + (imaginary < T.Zero ? "" : "+") + i;
    }

    private string Julia(Elements e)
    {
        if (e.Rank == 0) return $"{Metadata()}, value = {e.At(0)}";
        var text = new StringBuilder(Metadata()).Append(line);
        if (e.Rank == 1) JuliaMatrix(text, e, 0, 1, e.Shape[0]);
        else
        {
            var (rows, columns) = (e.Shape[^2], e.Shape[^1]);
            var matrices = rows * columns == 0 ? 0 : e.Shape.Aggregate(1L, (a, b) => a * b) / (rows * columns);
            for (long m = 0; m < matrices; m++)
            {
                if (e.Rank > 2) text.Append(m > 0 ? line : "").Append('[').Append(Position(e, m)).Append(",..,..] =").Append(line);
                JuliaMatrix(text, e, m * rows * columns, rows, columns);
            }
        }
        return text.ToString();
    }

    private static string Position(Elements e, long matrix)
    {
        var position = new long[e.Rank - 2];
        for (var d = position.Length - 1; d >= 0; d--) (matrix, position[d]) = Math.DivRem(matrix, e.Shape[d]);
        return string.Join(",", position);
    }

    // Right-aligned columns; those that do not fit the line are left out.
    private void JuliaMatrix(StringBuilder text, Elements e, long start, long rows, long columns)
    {
        var cells = new List<string[]>();
        long used = 0;
        var cut = false;
        for (long c = 0; c < columns && !cut; c++)
        {
            var column = new string[rows];
            for (long r = 0; r < rows; r++) column[r] = e.At(start + r * columns + c);
            var needed = rows == 0 ? 0 : column.Max(s => s.Length) + 1;
            cut = c > 0 && used + needed > width;
            if (cut) break;
            used += needed;
            cells.Add(column);
        }
        var widths = cells.ConvertAll(column => column.Length == 0 ? 0 : column.Max(s => s.Length));
        for (long r = 0; r < rows; r++)
        {
            for (var c = 0; c < cells.Count; c++) text.Append(' ').Append(cells[c][r].PadLeft(widths[c]));
            text.Append(cut ? " ..." : "").Append(line);
        }
    }

    private string Numpy(Elements e)
    {
        if (e.Rank == 0) return e.At(0);
        var text = new StringBuilder();
        Nested(0, 0);
        return text.ToString();

        void Nested(int dim, long start)
        {
            text.Append('[');
            var last = dim == e.Rank - 1;
            foreach (var (index, first) in Shown(e.Shape[dim], last ? PrintOptions.MaxColumns : PrintOptions.MaxRows))
            {
                if (index < 0)
                {
                    text.Append(last ? ", ..." : $"{line}{new string(' ', dim + 1)}...");
                    continue;
                }
                if (!first) text.Append(!last ? Gap(e.Rank - dim - 1, dim) : text[^1] == '.' ? " " : ", ");
                if (last) text.Append(e.At(start + index));
                else Nested(dim + 1, start + index * e.Stride(dim));
            }
            text.Append(']');
        }

        string Gap(int lines, int dim) => string.Concat(Enumerable.Repeat(line, lines)) + new string(' ', dim + 1);
    }

    private string CSharp(Elements e)
    {
        var (name, suffix) = tensor.dtype switch
        {
            ScalarType.Float32 => ("float", "f"),
            ScalarType.Float64 => ("double", ""),
            ScalarType.Int64 => ("long", "L"),
            ScalarType.Int32 => ("int", ""),
            ScalarType.Int16 => ("short", ""),
            ScalarType.Int8 => ("sbyte", ""),
            ScalarType.Byte => ("byte", ""),
            ScalarType.Bool => ("bool", ""),
            ScalarType.Float16 => ("Half", ""),
            ScalarType.BFloat16 => ("BFloat16", ""),
            ScalarType.ComplexFloat32 => ("(float, float)", ""),
            _ => ("Complex", ""),
        };
        var text = new StringBuilder(Metadata()).Append(", value = ");
        if (e.Rank == 0) return text.Append(e.At(0)).Append(suffix).ToString();
        if (e.Rank > 1) text.Append(line);
        text.Append(name).Append(" [").Append(',', e.Rank - 1).Append("] ");
        Nested(0, 0);
        return text.ToString();

        void Nested(int dim, long start)
        {
            var last = dim == e.Rank - 1;
            var outermost = dim == 0 && !last;
            text.Append('{').Append(outermost ? line + " " : "");
            var between = last ? ", " : "," + line + new string(' ', dim + 1);
            foreach (var (index, first) in Shown(e.Shape[dim], last ? PrintOptions.MaxColumns : PrintOptions.MaxRows))
            {
                if (index < 0)
                {
                    text.Append(last ? ", ..." : $",{line}{new string(' ', dim + 1)}...");
                    continue;
                }
                if (!first) text.Append(text[^1] == '.' ? (last ? " " : line + new string(' ', dim + 1)) : between);
                if (last) text.Append(e.At(start + index)).Append(suffix);
                else Nested(dim + 1, start + index * e.Stride(dim));
            }
            text.Append(outermost ? line : "").Append('}');
        }
    }

    /// <summary>The indices to show, -1 in the place of those left out.</summary>
    private static IEnumerable<(long Index, bool First)> Shown(long count, int most)
    {
        const int Ends = 3;
        for (long i = 0; i < count; i++)
        {
            if (count > Math.Max(most, 2 * Ends) && i == Ends)
            {
                yield return (-1, false);
                i = count - Ends;
            }
            yield return (i, i == 0);
        }
    }
}
