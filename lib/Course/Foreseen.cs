using System.ComponentModel;
using System.Text.Json;
using System.Xml;
using Autoencoders;
using NotebookKernel.Notebooks;

namespace Course;

/// <summary>
/// Failures that lie in files, folders, disks, networks and arguments, not in the course: a command ends with their
/// message, which says what is wrong, in a line.
/// </summary>
internal static class Foreseen
{
    public static bool Includes(Exception e) =>
        e is CourseException or NotebookException or DataFileException or DataUnavailableException
        or NonFiniteLossException or NotFiniteNumberException
        or IOException or UnauthorizedAccessException or InvalidDataException or JsonException or XmlException
        or ArgumentException or Win32Exception;
}
