using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookKernel.Wire;

/// <summary>Where the client expects the kernel's sockets, and the key that signs messages.</summary>
internal sealed record ConnectionFile(string Ip, int Shell, int IOPub, int Stdin, int Control,
    int Heartbeat, string Key)
{
    /// <summary>Whether the sockets are to listen on IPv6.</summary>
    public bool IsIPv6 => Ip.Contains(':');

    /// <summary>The address of a socket.</summary>
    public string Address(int port) => IsIPv6 ? $"tcp://[{Ip.Trim('[', ']')}]:{port}" : $"tcp://{Ip}:{port}";

    /// <exception cref="InvalidDataException">The file is missing or is no connection file; the message says what is
    /// wrong.</exception>
    public static ConnectionFile Read(string path)
    {
        try
        {
            return Parse(JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new InvalidDataException("it is not a JSON object"));
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"Cannot use the connection file {path}: {e.Message}", e);
        }
    }

    private static ConnectionFile Parse(JsonObject file)
    {
        var transport = Text("transport", "tcp");
        if (transport != "tcp")
            throw new InvalidDataException($"the transport \"{transport}\" is not \"tcp\", the one that this kernel "
                + "has; leave KernelManager.transport as it is by default");
        var scheme = Text("signature_scheme", "hmac-sha256");
        if (scheme != "hmac-sha256")
            throw new InvalidDataException($"the signature scheme \"{scheme}\" is not \"hmac-sha256\"");
        return new ConnectionFile(
            Text("ip"), Port("shell_port"), Port("iopub_port"), Port("stdin_port"), Port("control_port"),
            Port("hb_port"), Text("key", ""));

        string Text(string name, string? missing = null) => file[name] switch
        {
            JsonValue value when value.TryGetValue(out string? text) => text,
            null when missing is not null => missing,
            null => throw new InvalidDataException($"\"{name}\" is missing"),
            _ => throw new InvalidDataException($"\"{name}\" is not a text"),
        };

        int Port(string name) =>
            file[name] is JsonValue value && value.TryGetValue(out int port) && port is > 0 and <= 65535
            ? port
            : throw new InvalidDataException($"\"{name}\" is not a port number from 1 to 65535");
    }
}
