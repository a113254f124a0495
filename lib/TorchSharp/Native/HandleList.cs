using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The handles of some tensors, in use until disposed.</summary>
internal readonly ref struct HandleList : IDisposable
{
    private readonly Tensor[] tensors;

    public HandleList(IEnumerable<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        this.tensors = tensors.ToArray();
        Handles = new nint[this.tensors.Length];
        for (var i = 0; i < Handles.Length; i++)
        {
            try
            {
                Handles[i] = (this.tensors[i] ?? throw new ArgumentNullException(nameof(tensors), $"Tensor {i} is null.")).BeginUse();
            }
            catch
            {
                EndUses(i);
                throw;
            }
        }
    }

    public nint[] Handles { get; }

    public int Count => Handles.Length;

    public void Dispose() => EndUses(tensors.Length);

    private void EndUses(int count)
    {
        for (var i = 0; i < count; i++) tensors[i].EndUse();
    }
}
