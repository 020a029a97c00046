namespace Civic.Journal.Tests;

public class StreamIdTests
{
    [Fact]
    public void A_stream_is_written_family_slash_name_and_read_back() =>
        Assert.Equal(new StreamId("ledger", "main"), StreamId.Parse(new StreamId("ledger", "main").ToString()));

    [Theory]
    [InlineData("")]
    [InlineData("ledger")]
    [InlineData("/main")]
    [InlineData("ledger/")]
    [InlineData("ledger/a b")]
    [InlineData("ledger/a/b")]
    public void What_is_not_of_that_form_is_refused(string text) => Assert.Throws<FormatException>(() => StreamId.Parse(text));
}
