using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// An operator, named as in its schema: <c>relu</c>, <c>add.Tensor</c> of ATen, or with its library's name,
/// <c>torchsharp::adam_</c>. Found in libtorch when first called.
/// </summary>
internal sealed unsafe class Operator(string name)
{
    private const int WordsOnStack = 128;

    private nint handle;

    public string Name => name;

    public Tensor Call(params ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return Tensor.From(result);
    }

    public (Tensor, Tensor) Call2(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc Value[2];
        Invoke(arguments, results, 2);
        return (Tensor.From(results[0]), Tensor.From(results[1]));
    }

    public (Tensor, Tensor, Tensor) Call3(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc Value[3];
        Invoke(arguments, results, 3);
        return (Tensor.From(results[0]), Tensor.From(results[1]), Tensor.From(results[2]));
    }

    public (Tensor, Tensor, Tensor, Tensor) Call4(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc Value[4];
        Invoke(arguments, results, 4);
        return (Tensor.From(results[0]), Tensor.From(results[1]), Tensor.From(results[2]), Tensor.From(results[3]));
    }

    public Tensor[] CallList(params ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return Tensor.ListFrom(result);
    }

    public bool CallBool(params ReadOnlySpan<Arg> arguments) => CallLong(arguments) != 0;

    public long CallLong(params ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return result.Integer;
    }

    public double CallDouble(params ReadOnlySpan<Arg> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return result.Real;
    }

    /// <summary>Calls an operator that returns nothing of interest.</summary>
    public void Run(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc Value[4];
        Invoke(arguments, results, 4);
        for (var i = 0; i < 4; i++) if (results[i].IsDefined) Bridge.ts_release(results[i].Pointer);
    }

    /// <summary>Finds the operator in libtorch, or says that this version lacks it.</summary>
    public nint Find()
    {
        if (handle != 0) return handle;
        var dot = name.IndexOf('.');
        fixed (byte* schema = Encoding.UTF8.GetBytes((name.Contains("::") ? "" : "aten::") + (dot < 0 ? name : name[..dot]) + "\0"))
        fixed (byte* overload = Encoding.UTF8.GetBytes((dot < 0 ? "" : name[(dot + 1)..]) + "\0"))
        {
            nint found;
            Bridge.Check(Bridge.ts_operator(schema, overload, &found));
            return handle = found;
        }
    }

    private void Invoke(ReadOnlySpan<Arg> arguments, Value* results, int capacity)
    {
        var op = handle != 0 ? handle : Find();
        var words = 0;
        foreach (ref readonly var argument in arguments) words += argument.Words;
        if (words <= WordsOnStack)
        {
            var room = stackalloc long[words];
            Invoke(op, arguments, room, results, capacity);
            return;
        }
        var rented = ArrayPool<long>.Shared.Rent(words);
        try
        {
            fixed (long* room = rented) Invoke(op, arguments, room, results, capacity);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(rented);
        }
    }

    [SkipLocalsInit]
    private static void Invoke(nint op, ReadOnlySpan<Arg> arguments, long* room, Value* results, int capacity)
    {
        var values = stackalloc Value[arguments.Length];
        var begun = 0;
        int status;
        try
        {
            for (; begun < arguments.Length; begun++) arguments[begun].Begin(out values[begun], ref room);
            status = Bridge.ts_call(op, values, arguments.Length, results, capacity);
        }
        finally
        {
            for (var i = 0; i < begun; i++) arguments[i].End();
        }
        Bridge.Check(status);
    }
}
