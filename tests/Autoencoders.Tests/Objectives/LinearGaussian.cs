using static TorchSharp.torch;

namespace Autoencoders.Tests.Objectives;

/// <summary>
/// z ~ N(0, 1), x ~ N(2 z + ½, ¼), with an encoder that says N(mu, sigma²) of every image: at x = 1.7 everything is
/// known exactly.
/// </summary>
internal sealed class LinearGaussian(double mu, double sigma) : IVae
{
    public const double X = 1.7;
    public const double Variance = 0.25;
    public const double LogEvidence = -1.811809789378718; // log N(1.7; ½, 4.25)
    public const double PosteriorMean = 0.56470588235294117; // w (x − b)/(w² + s²)
    public const double PosteriorVariance = 0.058823529411764705; // s²/(w² + s²)

    public long Latent => 1;

    public (Tensor Mu, Tensor LogVar) Encode(Tensor x) => (full_like(x, mu), full_like(x, 2 * Math.Log(sigma)));

    public Tensor Decode(Tensor z) => 2 * z + 0.5;
}
