using Civic.Testing;

namespace Civic.Geo;

public class PropertyAttributeTests
{
    [Property(MaxTest = 50)]
    public bool A_property_that_returns_bool_is_checked_over_generated_cases(int[] numbers) =>
        numbers.AsEnumerable().Reverse().Reverse().SequenceEqual(numbers);

    [Fact]
    public void A_failing_property_names_its_seed_and_the_smallest_case_found()
    {
        var failure = Assert.ThrowsAny<Exception>(() =>
            PropertyRunner.Check(typeof(PropertyAttributeTests), typeof(PropertyAttributeTests).GetMethod(nameof(Below_ten))!, new PropertyAttribute(), []));
        Assert.Contains("Falsifiable", failure.Message, StringComparison.Ordinal);
        Assert.Contains("10", failure.Message, StringComparison.Ordinal);
    }

    public static bool Below_ten(int number) => number < 10;
}
