using Course.Commands;

namespace Course.Tests;

public class TestResultsTests
{
    [Fact]
    public void Counts_project_and_time_are_read_from_a_TRX_file()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
              <Times creation="2026-01-01T00:00:00+00:00" start="2026-01-01T00:00:01+00:00" finish="2026-01-01T00:00:03.5+00:00" />
              <TestDefinitions><UnitTest><TestMethod codeBase="/a/b/Some.Tests.dll" className="X" name="Y" /></UnitTest></TestDefinitions>
              <ResultSummary outcome="Failed"><Counters total="10" executed="8" passed="5" failed="3" notExecuted="0" /></ResultSummary>
            </TestRun>
            """);
        try
        {
            Assert.Equal(new TestResults("Some.Tests", Passed: 5, Failed: 3, Skipped: 2, Seconds: 2.5),
                TestResults.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
