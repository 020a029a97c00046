using System.Security.Cryptography;
using Civic.Journal;
using NodaTime;

namespace Civic.City.Treasury;

/// <summary>
/// The key with which the city signs the heads of its journal, made at first need and kept beside its data, readable by its user only. An auditor who kept the
/// public half can check any export or evidence without asking the city. A deployment keeps the private half where the city's host cannot read it.
/// </summary>
internal sealed class HeadKey(CityOptions options, IClock clock) : IDisposable
{
    private const string FileName = "city-heads.key";
    private readonly Lazy<ECDsa> _key = new(() => Load(options.Ledger));

    /// <summary>The public half, in PEM.</summary>
    public string PublicPem => _key.Value.ExportSubjectPublicKeyInfoPem();

    public SignedHead Sign(JournalHead head)
    {
        lock (_key)
        {
            return SignedHead.Sign(head, clock.GetCurrentInstant(), _key.Value);
        }
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }
    }

    private static ECDsa Load(LedgerOptions options)
    {
        var folder = JournalPlace.Folder(options);
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(path))
            {
                Make(path);
            }

            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new JournalException(
                JournalFailure.StorageFailed, $"The key that signs heads, '{path}', cannot be made or read ({e.GetType().Name}). See to the folder, or name another with --data.", e);
        }
    }

    private static void Make(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(key.ExportPkcs8PrivateKeyPem());
    }
}
