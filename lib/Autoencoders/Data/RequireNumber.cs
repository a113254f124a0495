namespace Autoencoders.Data;

/// <summary>What corruptions and filters ask of their numbers; a broken rule is an error that says which.</summary>
internal static class RequireNumber
{
    public static void Finite(double value, string name)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite.");
    }

    public static void NonNegative(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and at least 0.");
    }

    public static void Share(double value, string name)
    {
        if (!(value is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is a share and must lie in [0, 1].");
    }
}
