using System.Runtime.CompilerServices;
using NodaTime;

namespace Civic.Geo.Beacons;

/// <summary>
/// Joins the sentences of one time of day into one fix. What comes out depends on the bytes alone, never on how they
/// were cut or when they came.
/// </summary>
/// <remarks>
/// <para>An epoch ends when a sentence of another time arrives, when a sentence repeats with another position (a receiver
/// that does not write fractions of a second), at the end of the stream, or with the sentence after which earlier epochs
/// had nothing new to say, so that the fixes of a steady receiver are not a cycle late. If more does come after all, that
/// guess is dropped for a while; what came late is lost for that epoch, the position never is.</para>
/// <para>Of several positions the one written most finely holds, the later of equals; of other values the first. A
/// warning of one sentence holds for the epoch. An epoch without coordinates gives no fix: a receiver without sky would flood the host with nothing.</para>
/// </remarks>
internal sealed class NmeaEpoch(NmeaClock clock)
{
    private const NmeaKnown Content = NmeaKnown.Position | NmeaKnown.Altitude | NmeaKnown.Speed | NmeaKnown.Course | NmeaKnown.Hdop | NmeaKnown.Satellites;

    /// <summary>Epochs in a row with the same last sentence before it is taken for the last.</summary>
    private const int Trusted = 2;

    /// <summary>How far a wrong guess sets the count back.</summary>
    private const int Distrusted = -14;

    private readonly NmeaClock _clock = clock;
    private DeviceKey _device;
    private NmeaReport _sum;
    private Instant _receiveTime;
    private bool _isOpen;
    private bool _isDelivered;
    private bool _hasSeenTime;
    private ulong _lastNews;
    private ulong _closer;
    private int _trust;
    private Places _places;
    private int _placeCount;

    /// <summary>Takes what one sentence said.</summary>
    public void Take(in NmeaReport report, in FrameOutput output)
    {
        if (report.Has(NmeaKnown.Time))
        {
            TakeTimed(report, output);
        }
        else if (!report.Has(NmeaKnown.Position))
        {
            if (_isOpen)
            {
                Join(report, output);
            }
        }
        else if (!_hasSeenTime)
        {
            // A receiver that never gives the time (old GLL): each of its positions stands for itself.
            NmeaFix.Add(report, _device, _clock, output.ReceiveTime, output);
        }
    }

    /// <summary>Delivers the open epoch.</summary>
    public void Close(in FrameOutput output)
    {
        if (!_isOpen || _isDelivered || !_sum.Has(NmeaKnown.Position))
        {
            return;
        }

        _trust = Math.Min(_trust + 1, _lastNews == _closer ? Trusted : 1);
        _closer = _lastNews;
        Deliver(output);
    }

    /// <summary>Forgets everything: another device speaks.</summary>
    public void Reset(DeviceKey device)
    {
        _device = device;
        (_isOpen, _isDelivered, _hasSeenTime) = (false, false, false);
        (_closer, _trust) = (0, 0);
    }

    private void TakeTimed(in NmeaReport report, in FrameOutput output)
    {
        _hasSeenTime = true;
        var isSame = _isOpen && report.TimeOfDay == _sum.TimeOfDay;
        if (isSame && report.Has(NmeaKnown.Position) && TryFindPlace(report.Address, out var place))
        {
            if (place.Latitude == report.Latitude && place.Longitude == report.Longitude)
            {
                return;
            }

            isSame = false;
        }

        if (isSame)
        {
            _clock.Take(report);
            Join(report, output);
            return;
        }

        Close(output);
        _clock.Take(report);
        Open(report, output);
    }

    private void Open(in NmeaReport report, in FrameOutput output)
    {
        CopyAll(report);
        _receiveTime = output.ReceiveTime;
        (_isOpen, _isDelivered, _placeCount) = (true, false, 0);
        RememberPlace(report);
        CloseAfter(report.Address, isNews: true, output);
    }

    /// <summary>Member by member: just written, they are copied faster one by one than in blocks.</summary>
    private void CopyAll(in NmeaReport report)
    {
        _sum.TimeOfDay = report.TimeOfDay;
        _sum.Day = report.Day;
        _sum.IsVoid = report.IsVoid;
        _sum.Flags = report.Flags;
        _sum.Integrity = report.Integrity;
        _sum.Fineness = report.Fineness;
        _sum.Latitude = report.Latitude;
        _sum.Longitude = report.Longitude;
        _sum.Known = report.Known;
        TakeNews(report, report.Known);
    }

    private void Join(in NmeaReport report, in FrameOutput output)
    {
        var news = report.Known & Content & ~_sum.Known;
        if (_isDelivered)
        {
            _trust = news == 0 ? _trust : Distrusted;
            return;
        }

        RememberPlace(report);
        if (report.Has(NmeaKnown.Position) && (report.Fineness >= _sum.Fineness || !_sum.Has(NmeaKnown.Position)))
        {
            (_sum.Latitude, _sum.Longitude, _sum.Fineness) = (report.Latitude, report.Longitude, report.Fineness);
        }

        if (report.Has(NmeaKnown.Date))
        {
            _sum.Day = report.Day;
        }

        TakeNews(report, news);
        _sum.Known |= report.Known;
        _sum.Flags |= report.Flags;
        _sum.IsVoid |= report.IsVoid;
        _sum.Integrity = report.Integrity < _sum.Integrity ? report.Integrity : _sum.Integrity;
        CloseAfter(report.Address, news != 0, output);
    }

    private void TakeNews(in NmeaReport report, NmeaKnown news)
    {
        if ((news & NmeaKnown.Altitude) != 0)
        {
            _sum.Altitude = report.Altitude;
        }

        if ((news & NmeaKnown.Speed) != 0)
        {
            _sum.Speed = report.Speed;
        }

        if ((news & NmeaKnown.Course) != 0)
        {
            _sum.Course = report.Course;
        }

        if ((news & NmeaKnown.Hdop) != 0)
        {
            _sum.Hdop = report.Hdop;
        }

        if ((news & NmeaKnown.Satellites) != 0)
        {
            _sum.Satellites = report.Satellites;
        }
    }

    private void CloseAfter(ulong address, bool isNews, in FrameOutput output)
    {
        _lastNews = isNews ? address : _lastNews;
        if (_trust >= Trusted && address == _closer && _sum.Has(NmeaKnown.Position))
        {
            Deliver(output);
        }
    }

    private void Deliver(in FrameOutput output)
    {
        NmeaFix.Add(_sum, _device, _clock, _receiveTime, output);
        _isDelivered = true;
    }

    private bool TryFindPlace(ulong address, out Place place)
    {
        for (var i = 0; i < _placeCount; i++)
        {
            if (_places[i].Address == address)
            {
                place = _places[i];
                return true;
            }
        }

        place = default;
        return false;
    }

    private void RememberPlace(in NmeaReport report)
    {
        if (report.Has(NmeaKnown.Position) && _placeCount < Places.Capacity)
        {
            _places[_placeCount++] = new(report.Address, report.Latitude, report.Longitude);
        }
    }

    private readonly record struct Place(ulong Address, double Latitude, double Longitude);

    /// <summary>The position sentences of an epoch: RMC, GGA, GLL and GNS of a few talkers.</summary>
    [InlineArray(Capacity)]
    private struct Places
    {
        public const int Capacity = 8;

        private Place _first;
    }
}
