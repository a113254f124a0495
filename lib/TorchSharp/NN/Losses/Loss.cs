using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>A loss of two arguments, kept an element each, averaged or summed.</summary>
public abstract class Loss<T1, T2, TResult>(nn.Reduction reduction = nn.Reduction.Mean) : Modules.ParameterLessModule<T1, T2, TResult>("Loss")
{
    public nn.Reduction reduction { get; } = reduction;
}

/// <summary>A loss whose elements or classes are weighted.</summary>
public abstract class WeightedLoss<T1, T2, TResult>(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) : Loss<T1, T2, TResult>(reduction)
{
    public Tensor? weight { get; } = weight;
}

/// <summary>A loss of three arguments, kept an element each, averaged or summed.</summary>
public abstract class Loss<T1, T2, T3, TResult>(nn.Reduction reduction = nn.Reduction.Mean) : Modules.ParameterLessModule<T1, T2, T3, TResult>("Loss")
{
    public nn.Reduction reduction { get; } = reduction;
}

/// <summary>A loss whose elements or classes are weighted.</summary>
public abstract class WeightedLoss<T1, T2, T3, TResult>(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) : Loss<T1, T2, T3, TResult>(reduction)
{
    public Tensor? weight { get; } = weight;
}

/// <summary>A loss of four arguments, kept an element each, averaged or summed.</summary>
public abstract class Loss<T1, T2, T3, T4, TResult>(nn.Reduction reduction = nn.Reduction.Mean) : Modules.ParameterLessModule<T1, T2, T3, T4, TResult>("Loss")
{
    public nn.Reduction reduction { get; } = reduction;
}

/// <summary>A loss whose elements or classes are weighted.</summary>
public abstract class WeightedLoss<T1, T2, T3, T4, TResult>(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean) : Loss<T1, T2, T3, T4, TResult>(reduction)
{
    public Tensor? weight { get; } = weight;
}
