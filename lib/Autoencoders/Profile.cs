namespace Autoencoders;

/// <summary>
/// How much a run does: <c>quick</c> for seconds a chapter, <c>full</c> for the numbers that the course quotes.
/// </summary>
public enum ProfileKind
{
    /// <summary>The default: small data and few epochs.</summary>
    Quick,

    /// <summary>All of MNIST and as many epochs as the quoted numbers need.</summary>
    Full,
}

/// <summary>The profile of this run, chosen by the environment variable AUTOENCODERS_PROFILE.</summary>
public static class Profile
{
    /// <summary>The variable that chooses the profile.</summary>
    public const string Variable = "AUTOENCODERS_PROFILE";

    /// <summary>The profile that the variable names; quick when it is not set.</summary>
    /// <exception cref="InvalidOperationException">The variable is neither quick nor full.</exception>
    public static ProfileKind Current => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The first value in the quick profile, the second in the full one.</summary>
    /// <exception cref="InvalidOperationException">The variable is neither quick nor full.</exception>
    public static T Pick<T>(T quick, T full) => Current == ProfileKind.Full ? full : quick;

    internal static ProfileKind Parse(string? value) => value switch
    {
        null or "" or "quick" => ProfileKind.Quick,
        "full" => ProfileKind.Full,
        _ => throw new InvalidOperationException($"The environment variable {Variable} is '{value}'; it must be quick "
            + "or full, or not be set (which means quick)."),
    };
}
