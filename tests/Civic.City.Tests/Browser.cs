using Microsoft.Playwright;

namespace Civic.City;

/// <summary>Debian's Chromium, driven by Playwright, and everything it complained about or asked of others.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Browser(IPlaywright playwright, IBrowser browser, IPage page)
    {
        _playwright = playwright;
        _browser = browser;
        Page = page;
    }

    /// <summary>Where Chromium is.</summary>
    public static string Path => Environment.GetEnvironmentVariable("CIVIC_CHROMIUM") ?? "/usr/bin/chromium";

    public IPage Page { get; }

    /// <summary>Console errors, failed requests, and requests to anybody but the city.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    /// <summary>Opens a page of the city.</summary>
    public static async Task<Browser> OpenAsync(RunningCity city, int width, int height, string locale = "en-GB", bool touch = false, string path = "")
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Arguments });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = locale,
            HasTouch = touch,
            IsMobile = touch,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var opened = new Browser(playwright, browser, page);
        page.Console += (_, message) => opened.Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => opened.Note(true, $"error: {error}");
        page.Request += (_, request) => opened.Note(IsElsewhere(new Uri(request.Url), city), $"asked elsewhere: {request.Url}");
        page.Response += (_, response) => opened.Note(response.Status >= 400, $"{response.Status}: {response.Url}");
        await page.GotoAsync(new Uri(city.Address, path).ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        return opened;
    }

    /// <summary>Waits until an expression is true in the page.</summary>
    public async Task UntilAsync(string expression, object? argument = null)
    {
        try
        {
            await Page.WaitForFunctionAsync(expression, argument, new PageWaitForFunctionOptions { Timeout = 60_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Never true: {expression}\n{string.Join('\n', Complaints)}");
        }
    }

    /// <summary>Keeps a picture when a folder for it is named in CIVIC_SCREENSHOTS.</summary>
    public async Task KeepPictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("CIVIC_SCREENSHOTS") is { Length: > 0 } folder)
        {
            var path = System.IO.Path.Combine(folder, $"{name}.png");
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = name.EndsWith("whole", StringComparison.Ordinal) });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static bool IsElsewhere(Uri asked, RunningCity city) => asked.Scheme != "data" && !city.Address.IsBaseOf(asked);

    private void Note(bool isComplaint, string text)
    {
        if (!isComplaint)
        {
            return;
        }

        lock (_complaints)
        {
            _complaints.Add(text);
        }
    }
}
