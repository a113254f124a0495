using System.Runtime.InteropServices;
using TorchSharp.Provider;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

public class SafetyTests
{
    [Fact]
    public void Twelve_thousand_random_calls_throw_typed_exceptions_and_leave_no_tensor()
    {
        Collect();
        var before = Tensor.TotalCount;
        var calls = new RandomCalls(seed: 1);
        var unexpected = new List<string>();
        for (var i = 0; i < 12_000; i++)
        {
            using var scope = NewDisposeScope();
            var (method, thrown) = calls.Next();
            // A null in place of the first tensor fails as a method call on null does.
            if (thrown is not (null or NullReferenceException or ExternalException or ArgumentException or InvalidOperationException or NotSupportedException or OverflowException or IndexOutOfRangeException))
                unexpected.Add($"{method}: {thrown}");
        }
        Assert.True(unexpected.Count == 0, string.Join(Environment.NewLine, unexpected));
        Collect();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_disposed_tensor_throws_from_whatever_it_is_asked()
    {
        var t = ones(2, 2);
        t.Dispose();
        t.Dispose();
        Assert.Throws<InvalidOperationException>(() => t.shape);
        Assert.Throws<InvalidOperationException>(() => t.Handle);
        Assert.Throws<InvalidOperationException>(() => t + 1);
        Assert.Throws<InvalidOperationException>(() => cat([ones(2, 2), t]));
        Assert.Throws<InvalidOperationException>(() => t.backward());
        Assert.Throws<InvalidOperationException>(() => t.data<float>());
        Assert.Throws<InvalidOperationException>(() => t.requires_grad = true);
        Assert.Throws<InvalidOperationException>(() => autograd.grad([ones(1)], [t]));
        Assert.Equal("(disposed tensor)", t.ToString());
    }

    [Fact]
    public void A_failed_call_with_a_list_leaves_its_tensors_usable_and_disposable()
    {
        var before = Tensor.TotalCount;
        using (var a = ones(2))
        using (var gone = ones(2))
        {
            gone.Dispose();
            Assert.Throws<InvalidOperationException>(() => cat([a, gone]));
            Assert.Equal(2, a.sum().ToSingle());
        }
        Collect();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Null_for_a_tensor_names_the_argument()
    {
        var e = Assert.Throws<ArgumentException>(() => ones(2).add((Tensor)null!));
        Assert.Contains("'other'", e.Message);
        Assert.ThrowsAny<ArgumentException>(() => cat([ones(2), null!]));
    }

    [Fact]
    public void Sizes_that_cannot_be_allocated_give_libtorchs_message() =>
        Assert.Throws<ExternalException>(() => zeros(1L << 45));

    [Fact]
    public void An_error_text_is_told_once_and_not_carried_into_the_next()
    {
        Assert.Contains("mat1 and mat2", Assert.Throws<ExternalException>(() => ones(2, 3).mm(ones(2, 3))).Message);
        Assert.DoesNotContain("mat1", Assert.Throws<ExternalException>(() => ones(2).reshape(3)).Message);
    }

    [Fact]
    public void Threads_may_dispose_what_others_are_using()
    {
        Collect();
        var before = Tensor.TotalCount;
        for (var round = 0; round < 50; round++)
        {
            var shared = randn(64, 64);
            var users = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                try
                {
                    for (var i = 0; i < 50; i++) shared.mm(shared).Dispose();
                }
                catch (InvalidOperationException) { } // the other thread was faster
            })).ToList();
            users.ForEach(t => t.Start());
            shared.Dispose();
            users.ForEach(t => t.Join());
        }
        Collect();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Finalizers_free_what_nobody_holds_and_nothing_in_use()
    {
        Collect();
        var before = Tensor.TotalCount;
        static void Leave()
        {
            for (var i = 0; i < 2000; i++) _ = ones(100) + 1;
        }
        var collector = new Thread(() => { for (var i = 0; i < 20; i++) GC.Collect(0); });
        collector.Start();
        Leave();
        collector.Join();
        Collect();
        Assert.Equal(before, Tensor.TotalCount);
    }

    private sealed class UserOfATensor(Tensor tensor)
    {
        public static readonly List<Exception?> Seen = [];

        ~UserOfATensor()
        {
            lock (Seen) Seen.Add(Record.Exception(() => tensor.sum().Dispose()));
            tensor.Dispose();
        }
    }

    [Fact]
    public void A_tensor_used_by_a_finalizer_is_there_or_says_that_it_was_disposed()
    {
        Collect();
        var before = Tensor.TotalCount;
        static void Leave()
        {
            for (var i = 0; i < 200; i++) _ = new UserOfATensor(ones(10));
        }
        Leave();
        Collect();
        Assert.Equal(200, UserOfATensor.Seen.Count);
        Assert.All(UserOfATensor.Seen, e => Assert.True(e is null or InvalidOperationException, $"{e}"));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Tensors_left_to_the_collector_do_not_pile_up()
    {
        static void Leave()
        {
            for (var i = 0; i < 500; i++) _ = zeros(1 << 20); // 2 GB in all
        }
        Collect();
        var before = NativeMemory.Live;
        Leave();
        Assert.True(NativeMemory.Live - before < 800L << 20, $"{(NativeMemory.Live - before) >> 20} MB were alive");
    }

    [Fact]
    public void An_exception_in_a_hook_reaches_the_caller_of_backward_as_itself()
    {
        var x = ones(2, requires_grad: true);
        using var hook = x.RegisterHook(_ => throw new TimeoutException("from the hook"));
        Assert.Equal("from the hook", Assert.Throws<TimeoutException>(() => x.sum().backward()).Message);
    }

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
