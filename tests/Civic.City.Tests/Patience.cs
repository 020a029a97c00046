namespace Civic.City;

/// <summary>Waits for what is bound to come, and fails when it does not.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until the answer is as wanted.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        using var giveUp = new CancellationTokenSource(Longest);
        using var timer = new PeriodicTimer(Look);
        var answer = await ask();
        while (!wanted(answer))
        {
            try
            {
                await timer.WaitForNextTickAsync(giveUp.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not come within {Longest.TotalSeconds} s. Last: {answer}");
            }

            answer = await ask();
        }

        return answer;
    }
}
