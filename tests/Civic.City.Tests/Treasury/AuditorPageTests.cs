using Microsoft.Playwright;

namespace Civic.City.Treasury;

/// <summary>The auditor's page in a real browser, with the evening paying.</summary>
public class AuditorPageTests
{
    [BrowserFact]
    public Task On_a_desktop_an_auditor_sees_everything() => SeesEverything("desktop", 1280, 800, touch: false);

    [BrowserFact]
    public Task On_a_phone_an_auditor_sees_everything() => SeesEverything("phone", 390, 844, touch: true);

    [BrowserFact]
    public async Task The_page_speaks_korean_to_a_korean_browser_and_changes_on_request()
    {
        await using var city = await Asked.PayingAsync();
        await city.SummaryAsync(won: 2_000);
        await using var browser = await Browser.OpenAsync(city, 1280, 800, "ko-KR", path: "auditor.html");
        var page = browser.Page;
        await page.Locator(".bar").WaitForAsync();
        await BeginAsync(page);

        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "계정" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "시 금고 은행 계좌" }).WaitForAsync();
        Assert.Matches("^₩[0-9,]+$", await page.Locator("#accounts td.number").First.InnerTextAsync());
        await browser.KeepPictureAsync("ledger-korean-accounts");
        await page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = "개요" }).ClickAsync();
        await page.Locator(".bar").WaitForAsync();
        await browser.KeepPictureAsync("ledger-korean-overview-whole");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "English" }).ClickAsync();

        await page.GetByText("Proof of double entry").WaitForAsync();
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal("The ledger of Gaon City", await page.TitleAsync());
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Everything_is_reached_with_the_keyboard_alone()
    {
        await using var city = await Asked.PayingAsync();
        await city.SummaryAsync(won: 2_000);
        await using var browser = await Browser.OpenAsync(city, 1280, 800, path: "auditor.html");
        var page = browser.Page;
        await page.Locator(".bar").WaitForAsync();

        await page.Locator("#actor").FocusAsync();
        await page.Keyboard.TypeAsync("12");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#tab-overview").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Locator("#accounts table").WaitForAsync();
        await page.Locator("#accounts .link").Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Transfers" }).WaitForAsync();
        await browser.UntilAsync("() => document.activeElement.tagName === 'H3'");
        await page.Locator("#accounts td:last-child .link").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog .verdict.good").WaitForAsync();
        await browser.KeepPictureAsync("ledger-evidence");
        await page.Keyboard.PressAsync("Escape");
        await browser.UntilAsync("() => !document.getElementById('evidence').open && document.activeElement.classList.contains('link')");
        await page.Locator("#tab-accounts").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.GetByText("account/1100").First.WaitForAsync();

        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task Without_a_ledger_the_page_says_why()
    {
        await using var city = await RunningCity.StartAsync(("ledger:journal", "mysql://nowhere/none"));
        await using var browser = await Browser.OpenAsync(city, 390, 844, path: "auditor.html");

        await browser.Page.GetByText("neither a path nor the address of a PostgreSQL database").WaitForAsync();
        await browser.KeepPictureAsync("ledger-none");

        Assert.Equal("No ledger", await browser.Page.Locator("#link-text").InnerTextAsync());
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact]
    public async Task At_twice_the_size_nothing_is_cut_off()
    {
        await using var city = await Asked.PayingAsync();
        await city.SummaryAsync(won: 2_000);
        // A window of 1280 by 800 at 200 % has room for 640 by 400.
        await using var browser = await Browser.OpenAsync(city, 640, 400, path: "auditor.html");
        await browser.Page.Locator(".bar").WaitForAsync();
        await BeginAsync(browser.Page);

        foreach (var section in new[] { "accounts", "balance", "verify", "looks" })
        {
            await browser.Page.Locator($"#tab-{section}").ClickAsync();
            await browser.Page.Locator($"#{section} > *").First.WaitForAsync();
            await FitsAsync(browser.Page, section);
        }
    }

    private static async Task SeesEverything(string name, int width, int height, bool touch)
    {
        await using var city = await Asked.PayingAsync();
        await city.SummaryAsync(won: 5_000);
        await using var browser = await Browser.OpenAsync(city, width, height, touch: touch, path: "auditor.html");
        var page = browser.Page;
        await page.Locator(".bar").WaitForAsync();
        await browser.KeepPictureAsync($"ledger-{name}-overview-whole");
        await page.Locator("#tab-accounts").ClickAsync();
        await page.GetByText("First give your number").WaitForAsync();
        await BeginAsync(page);

        await page.Locator("#accounts table").WaitForAsync();
        await KeepAsync("accounts");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Residents' clearing" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Transfers" }).WaitForAsync();
        await KeepAsync("account");
        await page.Locator("#tab-balance").ClickAsync();
        await page.Locator("#balance .verdict.good").WaitForAsync();
        await KeepAsync("balance");
        await page.Locator("#tab-statements").ClickAsync();
        await page.Locator("#statements select").First.SelectOptionAsync("2200");
        await page.Locator("#statements select").Nth(1).SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show the statement" }).ClickAsync();
        await page.GetByText("A final statement").WaitForAsync();
        await KeepAsync("statement");
        await page.Locator("#tab-verify").ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Verify the journal" }).ClickAsync();
        await page.GetByText("entries are whole").WaitForAsync();
        await KeepAsync("verify");
        await page.Locator("#tab-looks").ClickAsync();
        await page.GetByText("statement/").First.WaitForAsync();
        await KeepAsync("looks");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Map", Exact = true }).ClickAsync();
        await page.Locator("#map").WaitForAsync();

        Assert.Empty(browser.Complaints);

        async Task KeepAsync(string section)
        {
            await browser.KeepPictureAsync($"ledger-{name}-{section}");
            await FitsAsync(page, section);
        }
    }

    private static async Task BeginAsync(IPage page)
    {
        await page.Locator("#actor").FillAsync("7");
        await page.Locator("#looker button").ClickAsync();
    }

    private static async Task FitsAsync(IPage page, string section)
    {
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{section} is {overflow} px wider than the screen.");
    }
}
