namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor stft(long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true, PaddingModes pad_mode = PaddingModes.Reflect, bool normalized = false, bool? onesided = null, bool? return_complex = null) =>
            Ops.stft_center.Call(this, n_fft, Positive(hop_length), Positive(win_length), window, center, pad_mode.ToString().ToLowerInvariant(), normalized, onesided, return_complex);

        public Tensor istft(long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true, bool normalized = false, bool? onesided = null, long length = -1, bool return_complex = false) =>
            Ops.istft.Call(this, n_fft, Positive(hop_length), Positive(win_length), window, center, normalized, onesided, Positive(length), return_complex);

        private static Arg Positive(long value) => value < 0 ? Arg.None : value;
    }

    public static Tensor istft(Tensor input, long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true, bool normalized = false, bool? onesided = null, long length = -1, bool return_complex = false) => input.istft(n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex);
    public static Tensor stft(Tensor input, long n_fft, long hop_length = -1, long win_length = -1, Tensor? window = null, bool center = true, PaddingModes pad_mode = PaddingModes.Reflect, bool normalized = false, bool? onesided = null, bool? return_complex = null) => input.stft(n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex);
}
