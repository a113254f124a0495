namespace Autoencoders;

/// <summary>A claim that a notebook makes about its own numbers does not hold.</summary>
public sealed class ClaimFailedException(string message) : Exception(message);
