using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Civic.Testing;

/// <summary>
/// A PostgreSQL cluster of the test's own: made in a temporary folder from the server binaries installed on this machine, listening on a free port of
/// 127.0.0.1 only, gone afterwards. Needs no client library; <see cref="ConnectionString"/> is for any.
/// </summary>
/// <remarks>It is durable as in production (fsync on), so that what is measured or killed here means something.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<string?> Binaries = new(FindBinaries);

    private readonly string _folder;
    private readonly string _settings;
    private Process? _guard;

    private PostgresServer(string folder, string settings) => (_folder, _settings) = (folder, settings);

    /// <summary>Why there can be no server here, or <see langword="null"/>. Tests that need one are skipped with it.</summary>
    public static string? SkipReason =>
        !OperatingSystem.IsLinux() ? "The tests start a PostgreSQL server on Linux only."
        : Binaries.Value is null ? "No PostgreSQL server is installed here (initdb is neither in CIVIC_POSTGRES_BIN, /usr/lib/postgresql/*/bin nor PATH)."
        : Environment.IsPrivilegedProcess && Run("id", ["postgres"]).Code != 0 ? "PostgreSQL does not run as root, and there is no user 'postgres' here."
        : null;

    /// <summary>Changes with every start.</summary>
    public int Port { get; private set; }

    /// <summary>Where the cluster's files are.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="settings">Lines for postgresql.conf.</param>
    public static async Task<PostgresServer> StartAsync(string settings = "")
    {
        if (SkipReason is not null || !OperatingSystem.IsLinux())
        {
            throw new InvalidOperationException(SkipReason);
        }

        // Not below the test's own folder: the server's user must be able to walk there.
        var folder = Path.Combine("/tmp", "civic-postgres-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)));
        Directory.CreateDirectory(folder, (UnixFileMode)0b111_101_101);
        var server = new PostgresServer(folder, settings);
        if (Environment.IsPrivilegedProcess)
        {
            Check(Run("chown", ["postgres", folder]));
        }

        Check(RunAsServer("initdb", ["-D", server.DataFolder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], folder));
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Npgsql's connection string for a database of the cluster.</summary>
    /// <param name="database">Its name.</param>
    public string ConnectionString(string database = "postgres") => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}";

    /// <summary>Starts the cluster after it was killed or stopped, and waits until it answers. The port stays if it is still free.</summary>
    public async Task StartAgainAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = Port > 0 && attempt == 1 ? Port : FreePort();
            File.WriteAllText(Path.Combine(_folder, "civic.conf"), string.Create(CultureInfo.InvariantCulture, $"""
                listen_addresses = '127.0.0.1'
                port = {Port}
                unix_socket_directories = '{_folder}'
                max_connections = 60
                shared_buffers = 64MB
                recovery_init_sync_method = syncfs
                {_settings}

                """));
            _guard = StartGuarded();
            if (await IsReadyAsync(_guard))
            {
                return;
            }

            Kill();
            if (attempt == 3)
            {
                throw new InvalidOperationException("PostgreSQL did not start:\n" + File.ReadAllText(Path.Combine(_folder, "log")));
            }
        }
    }

    /// <summary>Shuts the cluster down cleanly; its connections are cut.</summary>
    public async Task StopAsync()
    {
        if (_guard is { } guard)
        {
            _guard = null;
            // At the end of its input the guard stops the server.
            guard.StandardInput.Close();
            await guard.WaitForExitAsync();
            guard.Dispose();
        }
    }

    /// <summary>Ends every process of the server at once, as a power cut would: nothing is shut down, nothing is flushed.</summary>
    public void Kill()
    {
        var lockFile = Path.Combine(DataFolder, "postmaster.pid");
        if (_guard is { } guard)
        {
            _guard = null;
            if (File.Exists(lockFile) && int.TryParse(File.ReadLines(lockFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var postmaster))
            {
                // First the parent, so that it cannot start others.
                int[] all = [postmaster, .. Children(postmaster)];
                Array.ForEach(all, pid => Signal(pid, 9));
                SpinWait.SpinUntil(() => !all.Any(IsRunning));
            }

            guard.StandardInput.Close();
            guard.WaitForExit();
            guard.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, true);
    }

    /// <summary>The server under a shell that waits for the end of its input: when this process ends, however it does, the server ends too.</summary>
    private Process StartGuarded()
    {
        const string script =
            """
            "$1/postgres" -D "$2/data" -c config_file="$2/data/postgresql.conf" >>"$2/log" 2>&1 </dev/null &
            server=$!
            (read -r _; kill -INT $server 2>/dev/null) <&3 &
            reader=$!
            wait $server
            kill -9 $reader 2>/dev/null
            exit 0
            """;
        var include = Path.Combine(DataFolder, "postgresql.conf");
        if (!File.ReadAllText(include).Contains("civic.conf", StringComparison.Ordinal))
        {
            File.AppendAllText(include, $"\ninclude '{_folder}/civic.conf'\n");
        }

        var (file, arguments) = AsServer("/bin/sh", ["-c", "exec 3<&0\n" + script, "sh", Binaries.Value!, _folder]);
        return Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, WorkingDirectory = _folder })!;
    }

    private async Task<bool> IsReadyAsync(Process guard)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!guard.HasExited && TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60))
        {
            // Waits for the server itself; it returns after at most a second.
            using var asked = Process.Start(new ProcessStartInfo(
                Path.Combine(Binaries.Value!, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-t", "1"]))!;
            await asked.WaitForExitAsync();
            if (asked.ExitCode == 0)
            {
                // Another server may have got hold of the port: then ours ends.
                return File.Exists(Path.Combine(DataFolder, "postmaster.pid")) && !guard.HasExited;
            }
        }

        return false;
    }

    private static string? FindBinaries()
    {
        if (Environment.GetEnvironmentVariable("CIVIC_POSTGRES_BIN") is { Length: > 0 } named)
        {
            return HasTools(named) ? named : null;
        }

        IEnumerable<string> versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Version).Select(folder => folder + "/bin")
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return versions.Concat(path).FirstOrDefault(HasTools);

        static int Version(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0;

        static bool HasTools(string folder) => Array.TrueForAll(["initdb", "postgres", "pg_isready"], tool => File.Exists(Path.Combine(folder, tool)));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static (int Code, string Output) RunAsServer(string tool, string[] arguments, string folder)
    {
        var (file, all) = AsServer(Path.Combine(Binaries.Value!, tool), arguments);
        return Run(file, all, folder);
    }

    private static (string File, string[] Arguments) AsServer(string file, string[] arguments) =>
        Environment.IsPrivilegedProcess ? ("runuser", ["-u", "postgres", "--", file, .. arguments]) : (file, arguments);

    private static (int Code, string Output) Run(string file, string[] arguments, string folder = "/")
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static void Check((int Code, string Output) result)
    {
        if (result.Code != 0)
        {
            throw new InvalidOperationException(result.Output);
        }
    }

    private static IEnumerable<int> Children(int parent)
    {
        var found = Run("pgrep", ["-P", parent.ToString(CultureInfo.InvariantCulture)]).Output;
        return found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(pid => int.Parse(pid, CultureInfo.InvariantCulture));
    }

    private static bool IsRunning(int pid)
    {
        try
        {
            // After the name in brackets comes the state; Z has ended and only waits to be counted.
            var status = File.ReadAllText($"/proc/{pid}/stat");
            return status[status.LastIndexOf(')')..] is not [_, _, 'Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Signal(int pid, int signal) => _ = SendSignal(pid, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);
}
