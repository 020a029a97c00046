using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime;

namespace Civic.Geo.Tests.Fences;

public class FenceRestartTests
{
    private static byte[] Export()
    {
        var watch = new FenceWatch();
        watch.Set(1, new GeoCircle(FenceWatch.CityHall, 200), new FenceRules { MinimumStay = Duration.FromSeconds(30) });
        watch.Set(2, new GeoCircle(FenceWatch.CityHall, 100));
        for (ulong device = 0; device < 5; device++)
        {
            watch.Fix(device, FenceWatch.Offset(FenceWatch.CityHall, 0, device * 60), 0);
            watch.Fix(device, FenceWatch.Offset(FenceWatch.CityHall, 0, device * 50), 10);
        }
        var output = new ArrayBufferWriter<byte>();
        watch.Monitor.Export(output);
        return output.WrittenSpan.ToArray();
    }

    private static FenceImportRefusal Import(ReadOnlySpan<byte> export)
    {
        Assert.Equal(FenceMonitor.TryImport(export, null, out var monitor, out var refusal), monitor is not null);
        return refusal;
    }

    private static byte[] Signed(byte[] content) => [.. content, .. SHA256.HashData(content)];

    [Fact]
    public void An_export_cut_anywhere_is_refused()
    {
        var export = Export();
        Assert.Equal(FenceImportRefusal.None, Import(export));
        for (var length = 0; length < export.Length; length++)
            Assert.NotEqual(FenceImportRefusal.None, Import(export.AsSpan(0, length)));
        Assert.Equal(FenceImportRefusal.Damaged, Import([.. export, 0]));
    }

    [Fact]
    public void An_export_with_any_bit_changed_is_refused()
    {
        var export = Export();
        for (var bit = 0; bit < export.Length * 8; bit++)
        {
            export[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(FenceImportRefusal.None, Import(export));
            export[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Other_files_and_later_formats_are_told_apart_from_damage()
    {
        Assert.Equal(FenceImportRefusal.NotAnExport, Import([]));
        Assert.Equal(FenceImportRefusal.NotAnExport, Import("{ \"fences\": [] } and more than a header"u8));
        var later = Export()[..^32];
        later[4] = 9;
        Assert.Equal(FenceImportRefusal.UnknownFormat, Import(Signed(later)));
    }

    [Fact]
    public void A_well_signed_export_of_nonsense_is_refused_without_a_throw()
    {
        var content = Export()[..^32];
        var random = new Random(20260301);
        for (var i = 0; i < 20_000; i++)
        {
            var forged = content.ToArray();
            for (var change = 0; change <= i % 4; change++)
                forged[8 + random.Next(forged.Length - 8)] = (byte)random.Next(256);
            if (FenceMonitor.TryImport(Signed(forged), null, out var monitor, out _))
                monitor.Advance(FenceWatch.At(1_000), new FenceEventBuffer());
        }
        Assert.Equal(FenceImportRefusal.None, Import(Signed(content)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void Claimed_numbers_are_not_believed(int offset)
    {
        var content = Export()[..^32];
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(offset), int.MaxValue);
        var signed = Signed(content);
        Import(signed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(FenceImportRefusal.Damaged, Import(signed));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Fact]
    public void An_edit_made_while_the_host_was_down_is_told_when_the_fence_is_set()
    {
        Assert.True(FenceMonitor.TryImport(Export(), null, out var monitor, out _));
        var watch = new FenceWatch { Monitor = monitor };
        Assert.Equal([new FenceId(1), new FenceId(2)], monitor.AwaitedFences());
        watch.Fix(0, FenceWatch.Offset(FenceWatch.CityHall, 0, 900), 11);
        Assert.Empty(watch.Told());

        watch.Set(2, new GeoCircle(FenceWatch.CityHall, 60), version: 2, seconds: 12);
        Assert.Equal(["Exit 2/0 #2 FenceChanged", "Exit 2/2 #2 FenceChanged"], watch.Told());
        Assert.True(watch.Monitor.Remove(new FenceId(1), FenceWatch.At(13), watch.Events));
        Assert.Empty(monitor.AwaitedFences());
    }
}
