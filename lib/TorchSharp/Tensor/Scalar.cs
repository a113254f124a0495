using System.Numerics;

namespace TorchSharp;

/// <summary>A number of any kind, as operators take it.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(torch.ScalarType type, Tag kind, long bits, Complex complex = default) => (Type, Kind, Bits, Complex) = (type, kind, bits, complex);

    /// <summary>As libtorch keeps it: Bool, Int64, Float64 or ComplexFloat64.</summary>
    public torch.ScalarType Type { get; }

    internal Tag Kind { get; }
    internal long Bits { get; }
    internal Complex Complex { get; }

    /// <summary>The real number; an error for a complex one with an imaginary part.</summary>
    internal double Real => Kind switch
    {
        Tag.Double => BitConverter.Int64BitsToDouble(Bits),
        Tag.Complex when Complex.Imaginary != 0 => throw new InvalidOperationException($"{Complex} is not a real number."),
        Tag.Complex => Complex.Real,
        _ => Bits,
    };

    internal long Integer => Kind is Tag.Int or Tag.Bool ? Bits : checked((long)Real);

    public static implicit operator Scalar(byte value) => FromInteger(value);
    public static implicit operator Scalar(sbyte value) => FromInteger(value);
    public static implicit operator Scalar(short value) => FromInteger(value);
    public static implicit operator Scalar(int value) => FromInteger(value);
    public static implicit operator Scalar(long value) => FromInteger(value);
    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, Tag.Bool, value ? 1 : 0);
    public static implicit operator Scalar(Half value) => FromReal((double)value);
    public static implicit operator Scalar(BFloat16 value) => FromReal(value.ToSingle());
    public static implicit operator Scalar(float value) => FromReal(value);
    public static implicit operator Scalar(double value) => FromReal(value);
    public static implicit operator Scalar((float, float) value) => new(torch.ScalarType.ComplexFloat64, Tag.Complex, 0, new Complex(value.Item1, value.Item2));
    public static implicit operator Scalar(Complex value) => new(torch.ScalarType.ComplexFloat64, Tag.Complex, 0, value);

    private static Scalar FromInteger(long value) => new(torch.ScalarType.Int64, Tag.Int, value);

    private static Scalar FromReal(double value) => new(torch.ScalarType.Float64, Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public override string ToString() => Kind switch
    {
        Tag.Complex => Complex.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Tag.Bool => Bits != 0 ? "true" : "false",
        Tag.Int => Bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => Real.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public void Dispose() { } // nothing native is held
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;
    public static Scalar ToScalar(this sbyte value) => value;
    public static Scalar ToScalar(this short value) => value;
    public static Scalar ToScalar(this int value) => value;
    public static Scalar ToScalar(this long value) => value;
    public static Scalar ToScalar(this bool value) => value;
    public static Scalar ToScalar(this Half value) => value;
    public static Scalar ToScalar(this BFloat16 value) => value;
    public static Scalar ToScalar(this float value) => value;
    public static Scalar ToScalar(this double value) => value;
    public static Scalar ToScalar(this (float, float) value) => value;
    public static Scalar ToScalar(this Complex value) => value;
    public static Scalar ToBFloat16Scalar(this float value) => (BFloat16)value;

    public static byte ToByte(this Scalar value) => checked((byte)value.Integer);
    public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.Integer);
    public static short ToInt16(this Scalar value) => checked((short)value.Integer);
    public static int ToInt32(this Scalar value) => checked((int)value.Integer);
    public static long ToInt64(this Scalar value) => value.Integer;
    public static bool ToBoolean(this Scalar value) => value.Kind == Tag.Complex ? value.Complex != Complex.Zero : value.Real != 0;
    public static Half ToHalf(this Scalar value) => (Half)value.Real;
    public static BFloat16 ToBFloat16(this Scalar value) => (BFloat16)(float)value.Real;
    public static float ToSingle(this Scalar value) => (float)value.Real;
    public static double ToDouble(this Scalar value) => value.Real;
    public static Complex ToComplexFloat64(this Scalar value) => value.Kind == Tag.Complex ? value.Complex : value.Real;

    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value)
    {
        var complex = value.ToComplexFloat64();
        return ((float)complex.Real, (float)complex.Imaginary);
    }
}
