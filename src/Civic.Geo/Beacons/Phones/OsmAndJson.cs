using System.Buffers;
using System.Text.Json;

namespace Civic.Geo.Beacons;

/// <summary>Reads the JSON of Traccar Client 9 and later: a device id beside one location, or a list of them.</summary>
internal static class OsmAndJson
{
    /// <summary>Finds who sends a well-formed body.</summary>
    internal static DeviceKey FindDevice(in ReadOnlySequence<byte> body)
    {
        var device = DeviceKey.None;
        var reader = PhoneJson.Open(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDevice = reader.ValueTextEquals("device_id"u8);
            reader.Read();
            device = isDevice ? PhoneJson.Device(ref reader) : device;
            reader.Skip();
        }

        return device;
    }

    /// <summary>Moves to the location of the body, or to the first of a list.</summary>
    /// <returns>Whether there is one; then the reader stands on its brace.</returns>
    internal static bool MoveToLocation(ref Utf8JsonReader reader)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLocation = reader.ValueTextEquals("location"u8);
            reader.Read();
            if (isLocation && reader.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            if (isLocation && reader.TokenType == JsonTokenType.StartArray)
            {
                return MoveToNextInList(ref reader);
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Moves on behind a location: to the next of a list, if there is a list.</summary>
    internal static bool MoveToNextInList(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject or JsonTokenType.PropertyName))
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Reads a location; the reader stands on its opening brace, and on the closing one afterwards.</summary>
    internal static void Read(ref Utf8JsonReader reader, ref PhoneReport report)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                report.TimeMilliseconds = PhoneJson.Time(ref reader);
            }
            else if (reader.ValueTextEquals("coords"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadCoordinates(ref reader, ref report);
                }
            }
            else if (reader.ValueTextEquals("battery"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadBattery(ref reader, ref report);
                }
            }
            else if (reader.ValueTextEquals("extras"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadExtras(ref reader, ref report);
                }
            }
            else
            {
                ReadState(ref reader, ref report);
            }

            reader.Skip();
        }
    }

    private static void ReadCoordinates(ref Utf8JsonReader reader, ref PhoneReport report)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            double discarded = 0;
            ref var target = ref discarded;
            if (reader.ValueTextEquals("latitude"u8))
            {
                target = ref report.Latitude;
            }
            else if (reader.ValueTextEquals("longitude"u8))
            {
                target = ref report.Longitude;
            }
            else if (reader.ValueTextEquals("accuracy"u8))
            {
                target = ref report.Accuracy;
            }
            else if (reader.ValueTextEquals("speed"u8))
            {
                target = ref report.Speed;
            }
            else if (reader.ValueTextEquals("heading"u8))
            {
                target = ref report.Course;
            }
            else if (reader.ValueTextEquals("altitude"u8))
            {
                target = ref report.Altitude;
            }

            reader.Read();
            target = PhoneJson.Number(ref reader);
            reader.Skip();
        }
    }

    private static void ReadBattery(ref Utf8JsonReader reader, ref PhoneReport report)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("level"u8))
            {
                reader.Read();
                report.Battery = 100 * PhoneJson.Number(ref reader);
            }
            else
            {
                var isCharging = reader.ValueTextEquals("is_charging"u8);
                reader.Read();
                report.Flags |= isCharging && PhoneJson.IsTrue(ref reader) ? FixFlags.Charging : FixFlags.None;
            }

            reader.Skip();
        }
    }

    private static void ReadExtras(ref Utf8JsonReader reader, ref PhoneReport report)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadState(ref reader, ref report);
            reader.Skip();
        }
    }

    /// <summary>Reads what stands beside the coordinates or among the extras; the reader stands on the name.</summary>
    private static void ReadState(ref Utf8JsonReader reader, ref PhoneReport report)
    {
        if (reader.ValueTextEquals("alarm"u8) || reader.ValueTextEquals("event"u8))
        {
            var isAlarm = reader.ValueTextEquals("alarm"u8);
            reader.Read();
            Span<byte> text = stackalloc byte[PhoneJson.MaxTextLength];
            var name = text[..PhoneJson.Text(ref reader, text)];
            report.Flags |= isAlarm ? PhoneAlarm.Of(name) : PhoneAlarm.IsSos(name) ? FixFlags.Sos : FixFlags.None;
            return;
        }

        var flag = reader.ValueTextEquals("is_moving"u8) ? FixFlags.Moving
            : reader.ValueTextEquals("mock"u8) ? FixFlags.Estimated
            : reader.ValueTextEquals("sos"u8) ? FixFlags.Sos
            : FixFlags.None;
        reader.Read();
        report.Flags |= PhoneJson.IsTrue(ref reader) ? flag : FixFlags.None;
    }
}
