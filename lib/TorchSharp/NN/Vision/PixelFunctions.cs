namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static partial class Op
            {
                internal static readonly Operator
                    pixel_shuffle = new("pixel_shuffle"), pixel_unshuffle = new("pixel_unshuffle"), pad = new("pad"),
                    grid_sampler = new("grid_sampler"), affine_grid_generator = new("affine_grid_generator"),
                    channel_shuffle = new("channel_shuffle");
            }

            /// <summary>(…, C r², H, W) to (…, C, H r, W r).</summary>
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Op.pixel_shuffle.Call(input, upscale_factor);
            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => Op.pixel_unshuffle.Call(input, downscale_factor);
            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => nn.functional.pad(input, [pad.Item1, pad.Item2], mode, value);
            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => nn.functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => Op.pad.Call(input, pad, PadMode(mode), mode is PaddingModes.Constant or PaddingModes.Zeros ? value : (double?)null);
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => nn.functional.pad(input, [pad, pad], mode, value);
            /// <summary>The first pair of numbers widens the last dimension at its two ends, the next pair the one before it, and so on.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => nn.functional.pad(input, (ReadOnlySpan<long>)pad, mode, value);
            public static Tensor grid_sample(Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null)
                => Op.grid_sampler.Call(input, grid, GridMode(mode), (long)padding_mode, align_corners ?? false);
            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false)
                => Op.affine_grid_generator.Call(theta, size ?? throw new ArgumentNullException(nameof(size)), align_corners);

            internal static Tensor channel_shuffle(Tensor input, long groups) => Op.channel_shuffle.Call(input, groups);

            private static string PadMode(PaddingModes mode) => mode switch
            {
                PaddingModes.Zeros or PaddingModes.Constant => "constant",
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                PaddingModes.Circular => "circular",
                _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such way of padding."),
            };

            private static long GridMode(GridSampleMode mode) => mode == GridSampleMode.Nearest ? 1 : 0;
        }
    }
}
