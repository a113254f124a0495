using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// TorchSharp's native library is built by GCC 13, which starts the streams of C++ by calling a function that the C++
/// runtimes before it lack (Debian 12, Ubuntu 22.04). Older compilers called a constructor in the same place, which
/// every runtime has. On such a system this task writes a copy of the library in which the one name stands for the
/// other; the file in the packages folder stays as it is. Elsewhere it does nothing.
/// </summary>
public sealed class AdaptTorch : Task
{
    private const string Missing = "_ZSt21ios_base_library_initv", Present = "_ZNSt8ios_base4InitC1Ev";
    private const string NewVersion = "GLIBCXX_3.4.32", OldVersion = "GLIBCXX_3.4";

    /// <summary>The library in the packages folder.</summary>
    [Required] public string Library { get; set; } = "";

    /// <summary>Where its copy goes.</summary>
    [Required] public string Copy { get; set; } = "";

    /// <summary>Whether the copy is to be used.</summary>
    [Output] public bool Adapted { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (RuntimeHasIt()) return true;
        try
        {
            var elf = File.ReadAllBytes(Library);
            Adapt(elf);
            Directory.CreateDirectory(Path.GetDirectoryName(Copy)!);
            Replace(Copy, elf);
            return Adapted = true;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentOutOfRangeException)
        {
            Log.LogError("{0} needs a newer C++ runtime than this system has (GLIBCXX_3.4.32, of GCC 13), and could "
                + "not be adapted to it: {1} " +
                "Use a system with GCC 13's runtime or newer (Debian 13, Ubuntu 24.04).", Library, e.Message);
            return false;
        }
    }

    // As a new file under the old name: a running process may have the old one mapped, also by another of its links.
    private static void Replace(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).SequenceEqual(content)) return;
        var draft = path + ".draft";
        File.WriteAllBytes(draft, content);
        File.Delete(path);
        File.Move(draft, path);
    }

    // A function that is never called: binding it tells whether the system's runtime has the name.
    [DllImport("libstdc++.so.6", EntryPoint = Missing)] private static extern void Initialize();

    private static bool RuntimeHasIt()
    {
        try { Marshal.Prelink(
            typeof(AdaptTorch).GetMethod(nameof(Initialize),
                System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!); return true; }
        catch (EntryPointNotFoundException) { return false; }
    }

    // Renames the symbol in the table of names, and lets the version that it asks for be one that every runtime has.
    private static void Adapt(byte[] elf)
    {
        if (elf.Length < 64 || BitConverter.ToUInt32(elf, 0) != 0x464C457F || elf[4] != 2 || elf[5] != 1)
            throw new InvalidDataException("it is no 64-bit ELF file.");
        var (names, namesSize) = Section(elf, 3, ".dynstr");           // SHT_STRTAB
        var (needs, needsSize) = Section(elf, 0x6ffffffe, ".gnu.version_r"); // SHT_GNU_verneed
        var name = Find(elf, names, namesSize, Missing);
        var newVersion = Find(elf, names, namesSize, NewVersion) - names;
        var oldVersion = Find(elf, names, namesSize, OldVersion) - names;
        var entry = -1;
        for (var file = needs; ; file += BitConverter.ToInt32(elf, file + 12))
        {
            var at = file + BitConverter.ToInt32(elf, file + 8);
            for (int i = 0, count = BitConverter.ToUInt16(elf, file + 2); i
                < count; i++, at += BitConverter.ToInt32(elf, at + 12))
                if (BitConverter.ToInt32(elf, at + 8) == newVersion) entry = at;
            if (BitConverter.ToInt32(elf, file + 12) == 0 || file >= needs + needsSize) break;
        }
        if (entry < 0) throw new InvalidDataException("it does not ask for " + NewVersion + ".");
        Encoding.ASCII.GetBytes(Present.PadRight(Missing.Length, '\0')).CopyTo(elf, name);
        BitConverter.GetBytes(Hash(OldVersion)).CopyTo(elf, entry);
        BitConverter.GetBytes(oldVersion).CopyTo(elf, entry + 8);
    }

    private static (int Offset, int Size) Section(byte[] elf, uint type, string name)
    {
        var headers = (int)BitConverter.ToInt64(elf, 0x28);
        int size = BitConverter.ToUInt16(elf, 0x3A), count = BitConverter.ToUInt16(elf, 0x3C),
            nameTable = BitConverter.ToUInt16(elf, 0x3E);
        var allNames = (int)BitConverter.ToInt64(elf, headers + nameTable * size + 0x18);
        for (var i = 0; i < count; i++)
        {
            var header = headers + i * size;
            if (BitConverter.ToUInt32(elf, header + 4) == type
                && Is(elf, allNames + BitConverter.ToInt32(elf, header), name))
                return ((int)BitConverter.ToInt64(elf, header + 0x18), (int)BitConverter.ToInt64(elf, header + 0x20));
        }
        throw new InvalidDataException("it has no section " + name + ".");
    }

    private static bool Is(byte[] elf, int at, string name)
    {
        for (var i = 0; i < name.Length; i++) if (elf[at + i] != name[i]) return false;
        return elf[at + name.Length] == 0;
    }

    // Where the name stands as a whole.
    private static int Find(byte[] elf, int start, int size, string name)
    {
        for (var at = start; at + name.Length < start + size; at++)
            if (elf[at - 1] == 0 && Is(elf, at, name)) return at;
        throw new InvalidDataException("the name " + name + " is not in it.");
    }

    // The hash of ELF's version tables (System V ABI, chapter 5).
    private static uint Hash(string name)
    {
        uint hash = 0;
        foreach (var letter in name)
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xF0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }
        return hash;
    }
}
