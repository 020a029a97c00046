namespace Civic.Samples.JournalVerifier;

/// <summary>The command line.</summary>
internal sealed class Arguments
{
    public string? Export { get; private set; }

    public string? Evidence { get; private set; }

    public string? Statement { get; private set; }

    public string? Key { get; private set; }

    public List<string> Kept { get; } = [];

    public List<string> Rules { get; } = [];

    public bool IsHelp { get; private set; }

    /// <summary>The first argument that is not understood, or null.</summary>
    public string? Wrong { get; private set; }

    private bool IsNothing => Export is null && Evidence is null && Statement is null;

    public static Arguments Read(string[] args)
    {
        var read = new Arguments();
        for (var i = 0; i < args.Length && read.Wrong is null && !read.IsHelp; i++)
        {
            i += read.Take(args[i], i + 1 < args.Length ? args[i + 1] : null);
        }

        return read;
    }

    /// <summary>Takes one argument; 1 when its value went with it.</summary>
    private int Take(string name, string? value)
    {
        switch (name)
        {
            case "--help" or "-h":
                IsHelp = true;
                return 0;
            case "--key" when value is not null && Key is null:
                Key = value;
                return 1;
            case "--kept" when value is not null:
                Kept.Add(value);
                return 1;
            case "--evidence" when value is not null && IsNothing:
                Evidence = value;
                return 1;
            case "--statement" when value is not null && IsNothing:
                Statement = value;
                return 1;
            case "--rules" when value is not null:
                Rules.Add(value);
                return 1;
            case var file when IsNothing && (file == "-" || !file.StartsWith('-')):
                Export = file;
                return 0;
            case var file when Rules.Count > 0 && !file.StartsWith('-'):
                Rules.Add(file);
                return 0;
            default:
                Wrong = name;
                return 0;
        }
    }
}
