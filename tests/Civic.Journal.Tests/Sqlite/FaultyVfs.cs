using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Civic.Journal.Tests;

/// <summary>SQLite's file layer with a <see cref="FaultyDisk"/> in between: what the disk does not refuse is handed on to the operating system.</summary>
/// <remarks>The layouts are those of sqlite3.h: sqlite3_vfs, sqlite3_file, sqlite3_io_methods.</remarks>
internal sealed unsafe class FaultyVfs : IDisposable
{
    private const int Ok = 0;
    private const int Full = 13;
    private const int IoErr = 10;
    private const int IoErrRead = IoErr | (1 << 8);
    private const int IoErrWrite = IoErr | (3 << 8);
    private const int IoErrFsync = IoErr | (4 << 8);
    private const int IoErrTruncate = IoErr | (6 << 8);
    private const int IoErrDelete = IoErr | (10 << 8);
    private const int CantOpen = 14;
    private const int OpenCreate = 4;
    private const int PowersafeOverwrite = 0x1000;

    private static readonly IoMethods* Methods = MakeMethods();
    private static readonly Vfs* Real = Native.Default();

    private readonly GCHandle _disk;
    private readonly Vfs* _vfs;

    public FaultyVfs(FaultyDisk disk)
    {
        _disk = GCHandle.Alloc(disk);
        _vfs = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));
        *_vfs = *Real;
        _vfs->Next = null;
        _vfs->FileSize = sizeof(Handle) + Real->FileSize;
        _vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(disk.Name);
        _vfs->AppData = GCHandle.ToIntPtr(_disk);
        _vfs->Open = &Open;
        _vfs->Delete = &Delete;
        _vfs->Access = &Access;
        _vfs->FullPathname = &FullPathname;
        if (Native.Register(_vfs, 0) != Ok)
        {
            throw new InvalidOperationException("SQLite does not take the file layer.");
        }
    }

    public void Dispose()
    {
        _ = Native.Unregister(_vfs);
        Marshal.FreeCoTaskMem((nint)_vfs->Name);
        NativeMemory.Free(_vfs);
        _disk.Free();
    }

    private static IoMethods* MakeMethods()
    {
        var methods = (IoMethods*)NativeMemory.AllocZeroed((nuint)sizeof(IoMethods));
        // Version 2: with shared memory, without memory mapping, so that every read is a call.
        methods->Version = 2;
        methods->Close = &Close;
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        methods->Size = &Size;
        methods->Lock = &Lock;
        methods->Unlock = &Unlock;
        methods->CheckReservedLock = &CheckReservedLock;
        methods->Control = &Control;
        methods->SectorSize = &SectorSize;
        methods->Characteristics = &Characteristics;
        methods->ShmMap = &ShmMap;
        methods->ShmLock = &ShmLock;
        methods->ShmBarrier = &ShmBarrier;
        methods->ShmUnmap = &ShmUnmap;
        return methods;
    }

    private static FaultyDisk Disk(Vfs* vfs) => (FaultyDisk)GCHandle.FromIntPtr(vfs->AppData).Target!;

    private static OpenFile File(Handle* file) => (OpenFile)GCHandle.FromIntPtr(file->File).Target!;

    /// <summary>The operating system's file, which lies behind ours.</summary>
    private static Handle* Below(Handle* file) => file + 1;

    private static IoMethods* On(Handle* file) => Below(file)->Methods;

    private static long SizeOf(Handle* file)
    {
        long size;
        return On(file)->Size(Below(file), &size) == Ok ? size : throw new IOException("The real file has no size.");
    }

    private static byte[] Before(Handle* file, long at, int length)
    {
        // Through the same handle: closing another one on the file would drop SQLite's locks.
        var bytes = new byte[length];
        fixed (byte* into = bytes)
        {
            return length == 0 || On(file)->Read(Below(file), into, length, at) == Ok ? bytes : throw new IOException("The real file is not readable.");
        }
    }

    private static string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(Vfs* vfs, byte* name, Handle* file, int flags, int* outFlags)
    {
        file->Methods = null;
        var (disk, path) = (Disk(vfs), Text(name));
        if (disk.IsStopped || ((flags & OpenCreate) != 0 && path is not null && !System.IO.File.Exists(path) && !disk.Allows()))
        {
            return CantOpen;
        }

        var result = Real->Open(Real, name, Below(file), flags, outFlags);
        if (Below(file)->Methods is not null)
        {
            file->File = GCHandle.ToIntPtr(GCHandle.Alloc(new OpenFile(disk, path)));
            file->Methods = Methods;
        }

        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(Vfs* vfs, byte* name, int syncFolder)
    {
        var disk = Disk(vfs);
        if (!disk.Allows())
        {
            return IoErrDelete;
        }

        disk.Flushed(Text(name)!);
        return Real->Delete(Real, name, syncFolder);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(Vfs* vfs, byte* name, int flags, int* result) => Real->Access(Real, name, flags, result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPathname(Vfs* vfs, byte* name, int length, byte* full) => Real->FullPathname(Real, name, length, full);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(Handle* file)
    {
        var result = On(file)->Close(Below(file));
        GCHandle.FromIntPtr(file->File).Free();
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(Handle* file, byte* into, int length, long at)
    {
        var (disk, path) = File(file);
        var isUnreadable = path is not null && disk.Unreadable is { } end && path.EndsWith(end, StringComparison.Ordinal);
        return disk.IsStopped || isUnreadable ? IoErrRead : On(file)->Read(Below(file), into, length, at);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(Handle* file, byte* from, int length, long at)
    {
        var (disk, path) = File(file);
        if (path is not null)
        {
            if (!disk.Allows())
            {
                return IoErrWrite;
            }

            var size = SizeOf(file);
            if (!disk.HasSpace(at + length - size))
            {
                return Full;
            }

            disk.Remember(path, at, Before(file, at, (int)Math.Clamp(size - at, 0, length)), size, new(from, length));
        }

        return On(file)->Write(Below(file), from, length, at);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(Handle* file, long size)
    {
        var (disk, path) = File(file);
        if (path is not null)
        {
            if (!disk.Allows())
            {
                return IoErrTruncate;
            }

            var before = SizeOf(file);
            disk.Remember(path, size, Before(file, size, (int)Math.Max(0, before - size)), before, []);
        }

        return On(file)->Truncate(Below(file), size);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(Handle* file, int flags)
    {
        var (disk, path) = File(file);
        if (path is null)
        {
            return Ok;
        }

        if (!disk.Allows() || disk.IsFlushBroken)
        {
            return IoErrFsync;
        }

        // The real flush would only cost time: what is not remembered as unflushed survives the loss of power here.
        disk.Flushed(path);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Size(Handle* file, long* size) => File(file).Disk.IsStopped ? IoErrRead : On(file)->Size(Below(file), size);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(Handle* file, int level) => On(file)->Lock(Below(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(Handle* file, int level) => On(file)->Unlock(Below(file), level);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(Handle* file, int* result) => On(file)->CheckReservedLock(Below(file), result);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(Handle* file, int operation, void* argument) => On(file)->Control(Below(file), operation, argument);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(Handle* file) => On(file)->SectorSize(Below(file));

    /// <summary>A write leaves the bytes beside it alone, as SQLite takes for granted by default; no other promise: neither atomic writes nor order.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(Handle* file) => PowersafeOverwrite;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(Handle* file, int page, int pageSize, int extend, void** memory) => On(file)->ShmMap(Below(file), page, pageSize, extend, memory);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(Handle* file, int offset, int count, int flags) => On(file)->ShmLock(Below(file), offset, count, flags);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(Handle* file) => On(file)->ShmBarrier(Below(file));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(Handle* file, int delete) => On(file)->ShmUnmap(Below(file), delete);

    private sealed record OpenFile(FaultyDisk Disk, string? Path);

    [StructLayout(LayoutKind.Sequential)]
    private struct Handle
    {
        public IoMethods* Methods;
        public nint File;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoMethods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<Handle*, int> Close;
        public delegate* unmanaged[Cdecl]<Handle*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<Handle*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<Handle*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<Handle*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<Handle*, long*, int> Size;
        public delegate* unmanaged[Cdecl]<Handle*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<Handle*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<Handle*, int*, int> CheckReservedLock;
        public delegate* unmanaged[Cdecl]<Handle*, int, void*, int> Control;
        public delegate* unmanaged[Cdecl]<Handle*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<Handle*, int> Characteristics;
        public delegate* unmanaged[Cdecl]<Handle*, int, int, int, void**, int> ShmMap;
        public delegate* unmanaged[Cdecl]<Handle*, int, int, int, int> ShmLock;
        public delegate* unmanaged[Cdecl]<Handle*, void> ShmBarrier;
        public delegate* unmanaged[Cdecl]<Handle*, int, int> ShmUnmap;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version;
        public int FileSize;
        public int MaxPath;
        public Vfs* Next;
        public byte* Name;
        public nint AppData;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, Handle*, int, int*, int> Open;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int> Delete;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, int*, int> Access;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, int, byte*, int> FullPathname;
        public nint DlOpen, DlError, DlSym, DlClose, Randomness, Sleep, CurrentTime, LastError, CurrentTimeInt64, SetSystemCall, GetSystemCall, NextSystemCall;
    }

    private static class Native
    {
        public static Vfs* Default() => sqlite3_vfs_find(null);

        public static int Register(Vfs* vfs, int makeDefault) => sqlite3_vfs_register(vfs, makeDefault);

        public static int Unregister(Vfs* vfs) => sqlite3_vfs_unregister(vfs);

        [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
        private static extern Vfs* sqlite3_vfs_find(byte* name);

        [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
        private static extern int sqlite3_vfs_register(Vfs* vfs, int makeDefault);

        [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
        private static extern int sqlite3_vfs_unregister(Vfs* vfs);
    }
}
