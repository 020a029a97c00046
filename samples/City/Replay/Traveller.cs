using Civic.Geo;

namespace Civic.City.Replay;

/// <summary>Somebody who moves along the streets all evening. The same seed gives the same way, step for step.</summary>
internal sealed class Traveller
{
    private const double SosSeconds = 180;
    private readonly StreetMap _map;
    private readonly TravellerKind _kind;
    private readonly Random _random;
    private readonly double _pace;
    private readonly GeoPoint _sidestep;
    private Street _street;
    private double _along;
    private double _waiting;
    private double _sosLeft;
    private GeoPoint _goal;

    public Traveller(StreetMap map, TravellerKind kind, int seed)
    {
        _map = map;
        _kind = kind;
        _random = new Random(seed);
        _pace = kind.Speed * (0.8 + (0.4 * _random.NextDouble()));
        _sidestep = new GeoPoint(kind.Sidestep * ((_random.NextDouble() * 2) - 1), kind.Sidestep * ((_random.NextDouble() * 2) - 1));
        var corner = _random.Next(map.Corners.Count);
        if (kind.AvenuesOnly)
        {
            corner = map.Nearest(map.Corners[corner], Enumerable.Range(0, map.Corners.Count).Where(c => map.From(c).Any(s => s.Avenue)));
        }

        _goal = map.Corners[corner];
        _street = Choose(corner, -1);
        _along = _street.Length * _random.NextDouble();
    }

    public GeoPoint Position
    {
        get
        {
            var onStreet = FlatEarth.Between(_map.Corners[_street.From], _map.Corners[_street.To], _along / _street.Length);
            return FlatEarth.Beside(onStreet, _sidestep.Longitude, _sidestep.Latitude);
        }
    }

    /// <summary>Metres a second; 0 while it waits.</summary>
    public double Speed => _waiting > 0 ? 0 : _pace;

    public double Course => FlatEarth.Course(_map.Corners[_street.From], _map.Corners[_street.To]);

    /// <summary>Whether its SOS key is held.</summary>
    public bool Sos => _sosLeft > 0;

    /// <summary>Lets seconds of the evening pass.</summary>
    public void Advance(double seconds)
    {
        _sosLeft -= seconds;
        if (_kind.SosPerHour > 0 && _random.NextDouble() < _kind.SosPerHour * seconds / 3600)
        {
            _sosLeft = SosSeconds;
        }

        while (seconds > 0)
        {
            if (_waiting > 0)
            {
                var wait = Math.Min(_waiting, seconds);
                _waiting -= wait;
                seconds -= wait;
                continue;
            }

            var left = _street.Length - _along;
            if (_pace * seconds < left)
            {
                _along += _pace * seconds;
                return;
            }

            seconds -= left / _pace;
            _street = Choose(_street.To, _street.From);
            _along = 0;
        }
    }

    /// <summary>Decides at a corner: mostly towards the goal, sometimes by whim, back only where there is no other way.</summary>
    private Street Choose(int corner, int cameFrom)
    {
        var here = _map.Corners[corner];
        if (FlatEarth.Distance(here, _goal) < 400)
        {
            _waiting = _kind.Stay * _random.NextDouble();
            _goal = NextGoal(here);
        }
        else if (_kind.AvenuesOnly)
        {
            _waiting = _kind.Stay;
        }

        var open = _map.From(corner).Where(s => s.Avenue || !_kind.AvenuesOnly).ToList();
        var onward = open.Where(s => s.To != cameFrom).ToList();
        var choices = onward.Count > 0 ? onward : open;
        return _random.NextDouble() < 0.2
            ? choices[_random.Next(choices.Count)]
            : choices.MinBy(s => FlatEarth.Distance(_map.Corners[s.To], _goal));
    }

    private GeoPoint NextGoal(GeoPoint here)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var goal = _map.Corners[_random.Next(_map.Corners.Count)];
            if (FlatEarth.Distance(here, goal) < _kind.Range)
            {
                return goal;
            }
        }

        return here;
    }
}
