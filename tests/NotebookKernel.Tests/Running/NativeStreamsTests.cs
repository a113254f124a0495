using NotebookKernel.Running;

namespace NotebookKernel.Tests.Running;

public class NativeStreamsTests
{
    [Fact]
    public void Where_descriptors_cannot_be_taken_the_real_streams_are_the_consoles_and_there_is_nothing_to_wait_for()
    {
        var streams = new NativeStreams(takesDescriptors: false);
        Assert.True(streams.RealOutput.CanWrite);
        Assert.True(streams.RealError.CanWrite);
        streams.Settle();
    }

    [LinuxFact("it looks at the descriptors in /proc")]
    public void Then_the_descriptors_stay_what_they_were()
    {
        static string?[] Descriptors() =>
            [.. new[] { 1, 2 }.Select(number => new FileInfo($"/proc/self/fd/{number}").LinkTarget)];
        var before = Descriptors();
        _ = new NativeStreams(takesDescriptors: false);
        Assert.Equal(before, Descriptors());
    }
}
