using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Civic.Geo;

public sealed partial class FenceMonitor
{
    /// <summary>
    /// Makes a monitor that goes on where an exported one stopped. Then set every fence again before the first fix: one of the exported version is taken
    /// up silently, a newer one re-evaluates its members like any edit. Remove what <see cref="AwaitedFences"/> still lists.
    /// </summary>
    /// <param name="export">What <see cref="Export"/> wrote, and nothing more.</param>
    /// <param name="options">The options of the exported monitor, which the export does not hold; null for the defaults.</param>
    /// <param name="monitor">The monitor, if the export was taken.</param>
    /// <param name="refusal">Why it was not.</param>
    /// <returns>Whether it was taken. Any bytes may be given; none of them make it throw or take more memory than their own length calls for.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static bool TryImport(
        ReadOnlySpan<byte> export, FenceOptions? options, [NotNullWhen(true)] out FenceMonitor? monitor, out FenceImportRefusal refusal)
    {
        monitor = new FenceMonitor(options);
        refusal = monitor.Import(export);
        if (refusal != FenceImportRefusal.None)
            monitor = null;
        return monitor is not null;
    }

    private FenceImportRefusal Import(ReadOnlySpan<byte> export)
    {
        var header = new ExportReader(export);
        if (header.ReadInt32() != ExportFormat.Magic)
            return FenceImportRefusal.NotAnExport;
        if (header.ReadInt32() != ExportFormat.Version)
            return header.Failed ? FenceImportRefusal.Damaged : FenceImportRefusal.UnknownFormat;
        if (export.Length < ExportFormat.HeaderSize + ExportFormat.DigestSize)
            return FenceImportRefusal.Damaged;

        var content = export[..^ExportFormat.DigestSize];
        Span<byte> digest = stackalloc byte[ExportFormat.DigestSize];
        SHA256.HashData(content, digest);
        if (!digest.SequenceEqual(export[^ExportFormat.DigestSize..]))
            return FenceImportRefusal.Damaged;

        // A digest proves no author: whatever follows is checked as if anybody had written it.
        var reader = new ExportReader(content[(ExportFormat.HeaderSize - 8)..]);
        var (fences, subjects) = (reader.ReadInt32(), reader.ReadInt32());
        if (fences < 0 || subjects < 0 || ((long)fences * ExportFormat.FenceSize) + ((long)subjects * ExportFormat.SubjectSize) > reader.Remaining)
            return FenceImportRefusal.Damaged;
        var slots = new int[fences];
        if (!ImportFences(ref reader, slots) || !ImportSubjects(ref reader, subjects, slots))
            return FenceImportRefusal.Damaged;
        return reader.Failed || reader.Remaining != 0 ? FenceImportRefusal.Damaged : FenceImportRefusal.None;
    }

    private bool ImportFences(ref ExportReader reader, int[] slots)
    {
        FenceId? last = null;
        for (var i = 0; i < slots.Length; i++)
        {
            var (id, version, moving) = (new FenceId(reader.ReadUInt64()), reader.ReadInt32(), reader.ReadByte());
            if (reader.Failed || moving > 1 || id.Value <= last?.Value)
                return false;
            slots[i] = _fences.Add(id, version, moving == 1);
            last = id;
        }
        return true;
    }

    private bool ImportSubjects(ref ExportReader reader, int count, int[] fences)
    {
        DeviceId? last = null;
        for (var i = 0; i < count; i++)
        {
            var device = new DeviceId(reader.ReadUInt64());
            var position = new GeoPoint(reader.ReadDouble(), reader.ReadDouble());
            var (accuracy, fixTime) = (reader.ReadDouble(), reader.ReadInt64());
            var (lost, memberships) = (reader.ReadByte(), reader.ReadInt32());
            if (reader.Failed || device.Value <= last?.Value || !position.IsValid || !(accuracy >= 0 && accuracy <= _options.MaximumAccuracy)
                || !UnixTime.IsValid(fixTime) || lost > 1 || memberships < 0 || memberships > reader.Remaining / ExportFormat.MembershipSize)
            {
                return false;
            }

            last = device;
            var slot = _subjects.Add(device);
            ref var subject = ref _subjects[slot];
            (subject.Position, subject.Accuracy, subject.FixTime, subject.Lost) = (position, accuracy, fixTime, lost == 1);
            _places.Move(slot, position);
            _widest = Math.Max(_widest, accuracy);
            if (!ImportMemberships(ref reader, memberships, slot, fences))
                return false;
            _due.Set(slot, NextDue(slot));
        }
        return true;
    }

    private bool ImportMemberships(ref ExportReader reader, int count, int subject, int[] fences)
    {
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            var (fence, sequence, state) = (reader.ReadInt32(), reader.ReadInt64(), (MembershipState)reader.ReadByte());
            if (reader.Failed || fence <= last || fence >= fences.Length || sequence < 0 || state > MembershipState.Leaving)
                return false;
            last = fence;
            if (state == MembershipState.Outside)
            {
                if (sequence == 0)
                    return false;
                _memberships.AddIdle(subject, fences[fence], sequence);
                continue;
            }

            var (since, pendingSince, flags) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadByte());
            if (reader.Failed || !UnixTime.IsValid(since) || !UnixTime.IsValid(pendingSince) || flags > (ExportFormat.DweltFlag | ExportFormat.LostFlag))
                return false;
            ref var item = ref _memberships[_memberships.Activate(subject, fences[fence])];
            (item.Sequence, item.State, item.Since, item.PendingSince) = (sequence, state, since, pendingSince);
            (item.Dwelt, item.Lost) = ((flags & ExportFormat.DweltFlag) != 0, (flags & ExportFormat.LostFlag) != 0);
        }
        return true;
    }
}
