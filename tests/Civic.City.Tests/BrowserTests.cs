using Microsoft.Playwright;

namespace Civic.City;

/// <summary>The page in a real browser, with the evening playing.</summary>
public class BrowserTests
{
    private const string AnyDeviceMoved = """
        before => [...window.city.map.dots.devices.values()].filter(d => {
            const old = before[d.id];
            return old && (old[0] !== d.lat || old[1] !== d.lon);
        }).length >= 20
        """;

    private const string Places = "() => Object.fromEntries([...window.city.map.dots.devices.values()].map(d => [d.id, [d.lat, d.lon]]))";

    // Counts pixels that the dots have coloured.
    private const string Painted = """
        () => {
            const canvas = document.querySelector('canvas.dots');
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            let painted = 0;
            for (let i = 3; i < data.length; i += 4) painted += data[i] > 0;
            return painted > 500;
        }
        """;

    [BrowserFact(needsMap: true)]
    public Task On_a_desktop_devices_move_on_the_map_and_a_circle_answers() => DevicesMoveAndACircleAnswers("desktop", 1280, 800, touch: false);

    [BrowserFact(needsMap: true)]
    public Task On_a_phone_devices_move_on_the_map_and_a_circle_answers() => DevicesMoveAndACircleAnswers("phone", 390, 844, touch: true);

    [BrowserFact]
    public async Task Without_the_map_library_the_page_says_how_to_get_it_and_shows_devices_all_the_same()
    {
        await using var city = await EveningAsync(("map:library", "none"));
        await using var browser = await Browser.OpenAsync(city, 1280, 800);
        var page = browser.Page;

        var hint = await page.Locator("#missing-map").InnerTextAsync();
        await browser.UntilAsync("() => window.city && window.city.map.dots.devices.size >= 100");
        await browser.UntilAsync(Painted);
        await page.Locator("svg.plain").ClickAsync(new LocatorClickOptions { Position = new Position { X = 420, Y = 420 } });
        await page.Locator("#answer .count").First.WaitForAsync();
        await browser.KeepPictureAsync("plain");

        Assert.Contains("Install Node 20 or later", hint, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project samples/City", hint, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact(needsMap: true)]
    public async Task The_page_speaks_korean_to_a_korean_browser_and_changes_on_request()
    {
        await using var city = await EveningAsync();
        await using var browser = await Browser.OpenAsync(city, 1280, 800, "ko-KR");
        var page = browser.Page;

        await browser.UntilAsync("() => document.querySelector('.place')?.textContent.endsWith('구')");
        Assert.Equal("지금 이 원 안에 누가 있습니까?", await page.Locator("#ask-title").InnerTextAsync());
        await browser.UntilAsync("() => document.querySelectorAll('#events li').length >= 5");
        await browser.KeepPictureAsync("korean");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "English" }).ClickAsync();

        await browser.UntilAsync("() => document.querySelector('.place')?.textContent.endsWith('-gu')");
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Empty(browser.Complaints);
    }

    [BrowserFact(needsMap: true)]
    public async Task Everything_can_be_asked_with_the_keyboard_alone()
    {
        await using var city = await EveningAsync();
        await using var browser = await Browser.OpenAsync(city, 1280, 800);
        var page = browser.Page;
        await browser.UntilAsync("() => window.city && window.city.map.dots.devices.size >= 100");

        await page.Locator("#radius").FocusAsync();
        for (var i = 0; i < 10; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await page.Locator("#map").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#answer .count").First.WaitForAsync();

        Assert.Equal("1300", await page.Locator("#radius").InputValueAsync());
        await page.Locator("#lat").FillAsync("10");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Nobody is inside this circle.").WaitForAsync();
        Assert.Empty(browser.Complaints);
    }

    private static async Task DevicesMoveAndACircleAnswers(string name, int width, int height, bool touch)
    {
        await using var city = await EveningAsync();
        await using var browser = await Browser.OpenAsync(city, width, height, touch: touch);
        var page = browser.Page;
        await browser.UntilAsync("() => window.city && window.city.map.dots.devices.size >= 100");
        await browser.UntilAsync(Painted);
        var before = await page.EvaluateAsync<object>(Places);
        await browser.UntilAsync(AnyDeviceMoved, before);

        // A circle around a device that is on the map now holds somebody, certainly or possibly.
        await page.Locator("#radius").FillAsync("3000");
        var middle = (float)(width < 800 ? width : width - 390) / 2;
        await page.Locator("#map").ClickAsync(new LocatorClickOptions { Position = new Position { X = middle, Y = 230 } });
        await page.Locator("#answer li").First.WaitForAsync();
        var count = await page.Locator("#answer .count").First.InnerTextAsync();
        await page.Locator("#events li").First.WaitForAsync();
        await page.Locator("path.asked").WaitForAsync();
        await browser.KeepPictureAsync(name);
        await browser.KeepPictureAsync(name + "-whole");

        Assert.Matches("^[1-9][0-9]* certainly inside$", count);
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"The page is {overflow} px wider than the screen.");
        Assert.Empty(browser.Complaints);
    }

    private static Task<RunningCity> EveningAsync(params (string Name, string Value)[] settings) =>
        RunningCity.StartAsync([("replay:source", "on"), ("replay:devices", "400"), ("replay:everySeconds", "1"), .. settings]);
}
