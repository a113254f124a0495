namespace TorchSharp;

public static partial class torch
{
    public enum InterpolationMode { Nearest = 0, Linear = 1, Bilinear = 2, Bicubic = 3, Trilinear = 4, Area = 5, NearestExact = 6 }

    public enum UpsampleMode { Nearest = 0, Linear = 1, Bilinear = 2, Bicubic = 3, Trilinear = 4 }

    public enum GridSampleMode { Nearest = 0, Bilinear = 2 }

    public enum GridSamplePaddingMode { Zeros = 0, Reflection = 1, Border = 2 }

    public static partial class nn
    {
        public static partial class functional
        {
            private static partial class Op
            {
                internal static readonly Operator
                    upsample_nearest1d_vec = new("upsample_nearest1d.vec"), upsample_nearest2d_vec = new("upsample_nearest2d.vec"), upsample_nearest3d_vec = new("upsample_nearest3d.vec"),
                    upsample_exact1d = new("_upsample_nearest_exact1d.vec"), upsample_exact2d = new("_upsample_nearest_exact2d.vec"), upsample_exact3d = new("_upsample_nearest_exact3d.vec"),
                    upsample_linear1d = new("upsample_linear1d.vec"), upsample_bilinear2d = new("upsample_bilinear2d.vec"), upsample_trilinear3d = new("upsample_trilinear3d.vec"),
                    upsample_bicubic2d = new("upsample_bicubic2d.vec"), upsample_bilinear2d_aa = new("_upsample_bilinear2d_aa.vec"), upsample_bicubic2d_aa = new("_upsample_bicubic2d_aa.vec");
            }

            /// <summary>Resizes the dimensions after (batch, channels), to a size or by a factor.</summary>
            public static Tensor interpolate(Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var dimensions = (int)x.dim() - 2;
                if (dimensions is < 1 or > 3) throw new ArgumentException($"What is resized has 3 to 5 dimensions (batch, channels, …), not {x.dim()}.", nameof(x));
                if (size is null == scale_factor is null) throw new ArgumentException("Either the size or the scale factor is needed, not both.", nameof(size));
                size = Fitted(size, dimensions, nameof(size));
                scale_factor = Fitted(scale_factor, dimensions, nameof(scale_factor));
                if (align_corners is not null && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area && align_corners is not null)
                    throw new ArgumentException($"Aligning corners means nothing to the mode {mode}.", nameof(align_corners));
                if (recompute_scale_factor || (mode == InterpolationMode.Area && size is null))
                {
                    if (scale_factor is null) throw new ArgumentException("There is no scale factor to compute anew.", nameof(recompute_scale_factor));
                    size = [.. scale_factor.Select((factor, i) => (long)Math.Floor((float)(x.shape[i + 2] * factor)))];
                    scale_factor = null;
                }
                var aligned = align_corners ?? false;
                if (antialias)
                {
                    var smooth = (mode, dimensions) switch
                    {
                        (InterpolationMode.Bilinear, 2) => Op.upsample_bilinear2d_aa,
                        (InterpolationMode.Bicubic, 2) => Op.upsample_bicubic2d_aa,
                        _ => throw new ArgumentException("Only the bilinear and bicubic modes, of 4 dimensions, can be smoothed.", nameof(antialias)),
                    };
                    return smooth.Call(x, size, aligned, scale_factor);
                }
                return (mode, dimensions) switch
                {
                    (InterpolationMode.Nearest, 1) => Op.upsample_nearest1d_vec.Call(x, size, scale_factor),
                    (InterpolationMode.Nearest, 2) => Op.upsample_nearest2d_vec.Call(x, size, scale_factor),
                    (InterpolationMode.Nearest, 3) => Op.upsample_nearest3d_vec.Call(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 1) => Op.upsample_exact1d.Call(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 2) => Op.upsample_exact2d.Call(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 3) => Op.upsample_exact3d.Call(x, size, scale_factor),
                    (InterpolationMode.Area, 1) => adaptive_avg_pool1d(x, size![0]),
                    (InterpolationMode.Area, 2) => adaptive_avg_pool2d(x, size!),
                    (InterpolationMode.Area, 3) => adaptive_avg_pool3d(x, size!),
                    (InterpolationMode.Linear, 1) => Op.upsample_linear1d.Call(x, size, aligned, scale_factor),
                    (InterpolationMode.Bilinear, 2) => Op.upsample_bilinear2d.Call(x, size, aligned, scale_factor),
                    (InterpolationMode.Bicubic, 2) => Op.upsample_bicubic2d.Call(x, size, aligned, scale_factor),
                    (InterpolationMode.Trilinear, 3) => Op.upsample_trilinear3d.Call(x, size, aligned, scale_factor),
                    _ => throw new ArgumentException($"The mode {mode} does not resize {dimensions} dimensions.", nameof(mode)),
                };
            }

            public static Tensor upsample(Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool align_corners = false)
                => interpolate(input, size, scale_factor, (InterpolationMode)mode, mode == UpsampleMode.Nearest ? null : align_corners);

            public static Tensor upsample_nearest1d(Tensor input, long? outputSize, double? scaleFactor)
                => Op.upsample_nearest1d_vec.Call(input, outputSize is { } size ? new[] { size } : null, scaleFactor is { } factor ? new[] { factor } : null);

            public static Tensor upsample_nearest2d(Tensor input, long[]? outputSizes = null, double[]? scaleFactors = null) => Op.upsample_nearest2d_vec.Call(input, outputSizes, scaleFactors);

            public static Tensor upsample_nearest3d(Tensor input, long[]? outputSizes = null, double[]? scaleFactors = null) => Op.upsample_nearest3d_vec.Call(input, outputSizes, scaleFactors);

            static T[]? Fitted<T>(T[]? values, int dimensions, string name)
            {
                if (values is null || values.Length == dimensions) return values;
                return values.Length == 1 ? [.. Enumerable.Repeat(values[0], dimensions)] : throw new ArgumentException($"One number, or {dimensions}, are needed, not {values.Length}.", name);
            }
        }
    }
}
