namespace Civic.Journal;

/// <summary>Reads lines that end in one LF from a stream, none longer than a limit.</summary>
internal sealed class LineReader(Stream source, int longest)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _from, _searched, _to;

    public enum Result
    {
        Line,
        End,
        Torn,
        TooLong,
    }

    /// <summary>The line, until the next is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    public async ValueTask<Result> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_searched, _to - _searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                Line = _buffer.AsMemory(_from, _searched + found - _from);
                _from = _searched += found + 1;
                return Line.Length <= longest ? Result.Line : Result.TooLong;
            }

            _searched = _to;
            if (_to - _from > longest)
            {
                return Result.TooLong;
            }

            MakeRoom();
            var read = await source.ReadAsync(_buffer.AsMemory(_to), cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return _to > _from ? Result.Torn : Result.End;
            }

            _to += read;
        }
    }

    private void MakeRoom()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _searched, _to) = (0, _searched - _from, _to - _from);
        }

        if (_to == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
    }
}
