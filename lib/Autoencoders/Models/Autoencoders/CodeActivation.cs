namespace Autoencoders;

/// <summary>What is applied to the last encoder layer's output to give the code.</summary>
/// <remarks>Chapter 1, <i>Encoder, code, decoder</i>.</remarks>
public enum CodeActivation
{
    /// <summary>Nothing: codes are any real numbers.</summary>
    Linear,

    /// <summary>max(0, a): codes are non-negative and often exactly zero.</summary>
    Relu,

    /// <summary>1/(1+exp(−a)): codes lie in (0, 1).</summary>
    Sigmoid,
}
