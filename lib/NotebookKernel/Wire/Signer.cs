using System.Security.Cryptography;
using System.Text;

namespace NotebookKernel.Wire;

/// <summary>
/// Signs messages by HMAC-SHA256 over header, parent header, metadata and content, in lower-case hexadecimal digits.
/// </summary>
/// <remarks>An empty key means, by the protocol, that messages are not signed.</remarks>
internal sealed class Signer(string key)
{
    private readonly byte[] key = Encoding.UTF8.GetBytes(key);

    public byte[] Sign(ReadOnlySpan<byte[]> parts)
    {
        if (key.Length == 0)
            return [];
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
            hmac.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.GetHashAndReset()));
    }

    /// <summary>Whether a signature is right; the time that this takes does not depend on where it is wrong.</summary>
    public bool Verify(byte[] signature, ReadOnlySpan<byte[]> parts) =>
        key.Length == 0 || CryptographicOperations.FixedTimeEquals(signature, Sign(parts));
}
