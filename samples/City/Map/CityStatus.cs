using Civic.City.Feeds;
using Civic.City.Live;
using Civic.City.Replay;
using Civic.City.Treasury;

namespace Civic.City.Map;

/// <summary>How the city is doing: for <c>/status</c> and the page. Numbers and notices, no personal data.</summary>
internal sealed class CityStatus(FeedBoard board, DeviceRegister register, LiveCity city, ReplayService replay, CityBook book, Viewers viewers, Notices notices)
{
    public DeviceRegister Register { get; } = register;

    public object Take() => new
    {
        feeds = board.All.Select(f => f.Figures()),
        positions = city.Positions.Count,
        devices = Register.Count,
        expired = city.Expired,
        fixes = city.Tally.Counts,
        replay = replay.Now,
        ledger = book.Status,
        watching = viewers.Count,
        notices = notices.All.Select(n => new { time = n.Time.ToUnixTimeMilliseconds(), about = n.About, text = n.Text }),
    };
}
