using System.Text.Json.Nodes;

namespace NotebookKernel.Wire;

/// <summary>The channels of a kernel that carry messages.</summary>
internal enum Channel
{
    Shell,
    Control,
    Stdin,
    IOPub,
}

/// <summary>A message that arrived, its signature verified, as far as the kernel reads it.</summary>
/// <param name="Identities">The frames by which the socket routes a reply to the sender.</param>
/// <param name="HeaderFrame">The header as it arrived, which the answers carry as their parent header.</param>
/// <param name="Type">The header's message type.</param>
/// <param name="Content">What the type defines.</param>
/// <param name="Buffers">How many binary buffers came with it.</param>
internal sealed record Message(IReadOnlyList<byte[]> Identities, byte[] HeaderFrame, string Type, JsonObject Content,
    int Buffers = 0);
