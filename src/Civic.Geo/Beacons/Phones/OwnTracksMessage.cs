using System.Text.Json;

namespace Civic.Geo.Beacons;

/// <summary>What an OwnTracks message says. Its members come in any order, so all are kept until its type is known.</summary>
internal struct OwnTracksMessage
{
    private const double KilometresPerHour = 1 / 3.6;
    private const double Charging = 2;

    private FixFlags _crossing;

    public OwnTracksMessage()
    {
    }

    internal OwnTracksKind Kind;
    internal DeviceKey Topic;
    internal DeviceKey Initials;
    internal PhoneReport Report = new();

    /// <summary>Reads an object; the reader stands on its opening brace, and on the closing one afterwards.</summary>
    internal static OwnTracksMessage Read(ref Utf8JsonReader reader)
    {
        var message = new OwnTracksMessage();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!message.TryReadText(ref reader) && !message.TryReadNumber(ref reader))
            {
                reader.Read();
            }

            reader.Skip();
        }

        message.Report.Flags |= message.Kind == OwnTracksKind.Transition ? message._crossing : FixFlags.None;
        return message;
    }

    private bool TryReadText(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("_type"u8))
        {
            reader.Read();
            Kind = KindOf(ref reader);
        }
        else if (reader.ValueTextEquals("tid"u8))
        {
            reader.Read();
            Initials = PhoneJson.Device(ref reader);
        }
        else if (reader.ValueTextEquals("topic"u8))
        {
            reader.Read();
            Span<byte> text = stackalloc byte[PhoneJson.MaxTextLength];
            Topic = OwnTracksDevice.OfTopic(text[..PhoneJson.Text(ref reader, text)]);
        }
        else if (reader.ValueTextEquals("event"u8))
        {
            reader.Read();
            _crossing = reader.TokenType != JsonTokenType.String ? FixFlags.None
                : reader.ValueTextEquals("enter"u8) ? FixFlags.DeviceFenceEnter
                : reader.ValueTextEquals("leave"u8) ? FixFlags.DeviceFenceExit
                : FixFlags.None;
        }
        else if (reader.ValueTextEquals("tst"u8))
        {
            reader.Read();
            Report.TimeMilliseconds = PhoneJson.Time(ref reader);
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadNumber(ref Utf8JsonReader reader)
    {
        if (TryTake(ref reader, "lat"u8, ref Report.Latitude) || TryTake(ref reader, "lon"u8, ref Report.Longitude)
            || TryTake(ref reader, "acc"u8, ref Report.Accuracy) || TryTake(ref reader, "alt"u8, ref Report.Altitude)
            || TryTake(ref reader, "cog"u8, ref Report.Course) || TryTake(ref reader, "batt"u8, ref Report.Battery))
        {
            return true;
        }

        if (TryTake(ref reader, "vel"u8, ref Report.Speed))
        {
            Report.Speed *= KilometresPerHour;
            return true;
        }

        double batteryState = 0;
        if (!TryTake(ref reader, "bs"u8, ref batteryState))
        {
            return false;
        }

        Report.Flags |= batteryState == Charging ? FixFlags.Charging : FixFlags.None;
        return true;
    }

    private static bool TryTake(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref double number)
    {
        if (!reader.ValueTextEquals(name))
        {
            return false;
        }

        reader.Read();
        number = PhoneJson.Number(ref reader);
        return true;
    }

    private static OwnTracksKind KindOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? OwnTracksKind.Other
        : reader.ValueTextEquals("location"u8) ? OwnTracksKind.Location
        : reader.ValueTextEquals("transition"u8) ? OwnTracksKind.Transition
        : reader.ValueTextEquals("encrypted"u8) ? OwnTracksKind.Encrypted
        : OwnTracksKind.Other;
}
