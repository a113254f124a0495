using NotebookKernel.Wire;

namespace NotebookKernel.Tests.Wire;

public sealed class ConnectionFileTests : IDisposable
{
    private const string Good = """
        {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5,
         "ip": "127.0.0.1", "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256", "kernel_name": ""}
        """;

    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void A_good_file_is_read()
    {
        var connection = Read(Good);
        Assert.Equal("tcp://127.0.0.1:1", connection.Address(connection.Shell));
        Assert.Equal("k", connection.Key);
        connection = Read(Good.Replace("127.0.0.1", "::1", StringComparison.Ordinal));
        Assert.Equal("tcp://[::1]:5", connection.Address(connection.Heartbeat));
    }

    [Theory]
    [InlineData("\"shell_port\": 1", "\"shell_port\": 0", "shell_port")]
    [InlineData("\"iopub_port\": 2", "\"iopub_port\": \"2\"", "iopub_port")]
    [InlineData("\"ip\": \"127.0.0.1\",", "", "\"ip\" is missing")]
    [InlineData("\"tcp\"", "\"ipc\"", "the transport \"ipc\" is not \"tcp\"")]
    [InlineData("hmac-sha256", "hmac-md5", "hmac-md5")]
    [InlineData("{", "", "JSON")]
    [InlineData("\"k\"", "7", "\"key\" is not a text")]
    public void What_is_wrong_with_a_file_is_named(string good, string bad, string named)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(Good.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("/no/such/file",
            Assert.Throws<InvalidDataException>(() => ConnectionFile.Read("/no/such/file")).Message,
            StringComparison.Ordinal);

    public void Dispose() => File.Delete(path);

    private ConnectionFile Read(string content)
    {
        File.WriteAllText(path, content);
        return ConnectionFile.Read(path);
    }
}
