using System.Buffers;

namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    /// <summary>Writes what a restarted monitor needs to go on: devices, memberships, numbering, and the versions of the fences.</summary>
    /// <param name="output">Where it is written. Personal data: holds the last position of each device.</param>
    /// <remarks>
    /// The areas are not in it, the host has them; nor are the options. The same state gives the same bytes. Some 50 bytes a device and 30 a membership.
    /// </remarks>
    public void Export(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new ExportWriter(output);
        var fences = FencesById();
        writer.Write(ExportFormat.Magic);
        writer.Write(ExportFormat.Version);
        writer.Write(_fences.Count);
        writer.Write(_subjects.Count);

        var places = new Dictionary<int, int>(fences.Length);
        foreach (var slot in fences)
        {
            ref readonly var fence = ref _fences[slot];
            writer.Write(fence.Id.Value);
            writer.Write(fence.Version);
            writer.Write(fence.IsMoving ? (byte)1 : (byte)0);
            places.Add(slot, places.Count);
        }

        var subjects = _subjects.Slots.ToArray();
        Array.Sort(subjects, (x, y) => _subjects[x].Device.Value.CompareTo(_subjects[y].Device.Value));
        var own = new List<(int Place, int Membership)>();
        foreach (var slot in subjects)
            ExportSubject(slot, places, own, writer);
        writer.Finish();
    }

    /// <summary>Fences that an import knows and that have not been set since, by id. Their members stand still until each is set or removed.</summary>
    public IReadOnlyList<FenceId> AwaitedFences() =>
        [.. FencesById().Where(slot => _fences[slot].Awaited).Select(slot => _fences[slot].Id)];

    private int[] FencesById()
    {
        var slots = _fences.Slots.ToArray();
        Array.Sort(slots, (x, y) => _fences[x].Id.Value.CompareTo(_fences[y].Id.Value));
        return slots;
    }

    private void ExportSubject(int slot, Dictionary<int, int> places, List<(int Place, int Membership)> own, ExportWriter writer)
    {
        ref readonly var subject = ref _subjects[slot];
        own.Clear();
        for (var place = subject.Chain.Active; place != 0; place = _memberships[place].NextOfSubject)
            own.Add((places[_memberships[place].Fence], place));
        for (var place = subject.Chain.Idle; place != 0; place = _memberships[place].NextOfSubject)
            own.Add((places[_memberships[place].Fence], place));
        own.Sort();

        writer.Write(subject.Device.Value);
        writer.Write(subject.Position.Latitude);
        writer.Write(subject.Position.Longitude);
        writer.Write(subject.Accuracy);
        writer.Write(subject.FixTime);
        writer.Write(subject.Lost ? (byte)1 : (byte)0);
        writer.Write(own.Count);
        foreach (var (place, membership) in own)
            ExportMembership(place, _memberships[membership], writer);
    }

    private static void ExportMembership(int place, in Membership item, ExportWriter writer)
    {
        writer.Write(place);
        writer.Write(item.Sequence);
        writer.Write((byte)item.State);
        if (item.State == MembershipState.Outside)
            return;
        writer.Write(item.Since);
        writer.Write(item.PendingSince);
        writer.Write((byte)((item.Dwelt ? ExportFormat.DweltFlag : 0) | (item.Lost ? ExportFormat.LostFlag : 0)));
    }
}
