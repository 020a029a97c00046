namespace Civic.City;

/// <summary>A test that needs Chromium; without it, it is skipped and says how to get it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute(bool needsMap = false)
    {
        if (!File.Exists(Browser.Path))
        {
            Skip = $"No Chromium at {Browser.Path}: apt-get install chromium fonts-nanum, or name another in CIVIC_CHROMIUM.";
        }
        else if (needsMap && !File.Exists(System.IO.Path.Combine(AppContext.BaseDirectory, "wwwroot", "lib", "leaflet.js")))
        {
            Skip = "The map was not restored: install Node and build again.";
        }
    }
}
