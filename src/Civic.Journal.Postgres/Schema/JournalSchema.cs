namespace Civic.Journal.Postgres;

/// <summary>
/// The tables of a journal, as the steps that make them. A step that was released is never edited: a change is a further step.
/// </summary>
/// <remarks>
/// There is no table of streams and none of keys. A stream's head is the last entry of an index on <c>(stream, version)</c>, and an append's key stands
/// at its last entry: what is not stored twice cannot come to differ, and an append writes two tables only, <c>entries</c> and <c>head</c>.
/// </remarks>
internal static class JournalSchema
{
    public const string Product = "civic.journal";

    public static IReadOnlyList<string> Steps { get; } = [First];

    private const string First =
        """
        CREATE TABLE civic.head (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            count bigint NOT NULL CHECK (count >= 0),
            frontier bytea NOT NULL
        ) WITH (fillfactor = 10);
        COMMENT ON TABLE civic.head IS 'One row: how many entries there are and the right edge of the Merkle tree over their hashes. Whoever appends locks it.';
        INSERT INTO civic.head (count, frontier) VALUES (0, '');

        CREATE TABLE civic.entries (
            position bigint PRIMARY KEY CHECK (position > 0),
            stream text COLLATE "C" NOT NULL,
            version bigint NOT NULL CHECK (version > 0),
            type text COLLATE "C" NOT NULL,
            happened_at bigint NOT NULL,
            payload bytea NOT NULL,
            hash bytea NOT NULL CHECK (octet_length(hash) = 32),
            append_key uuid,
            request bytea CHECK (octet_length(request) = 32),
            UNIQUE (stream, version)
        );
        ALTER TABLE civic.entries ALTER COLUMN payload SET STORAGE EXTERNAL;
        CREATE UNIQUE INDEX entries_append_key ON civic.entries (append_key, stream) WHERE append_key IS NOT NULL;
        COMMENT ON COLUMN civic.entries.happened_at IS '100 ns since 1970-01-01T00:00Z';
        COMMENT ON COLUMN civic.entries.append_key IS 'At the last entry of an append that had a key; request is then the digest of what was asked for.';

        CREATE FUNCTION civic.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'Entries of a journal are never changed or removed (% on %.%).', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation', HINT = 'To correct something, append an entry that corrects it.';
        END $$;
        CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON civic.entries FOR EACH STATEMENT EXECUTE FUNCTION civic.refuse_change();
        ALTER TABLE civic.entries ENABLE ALWAYS TRIGGER entries_stay;
        CREATE TRIGGER head_stays BEFORE DELETE OR TRUNCATE ON civic.head FOR EACH STATEMENT EXECUTE FUNCTION civic.refuse_change();
        ALTER TABLE civic.head ENABLE ALWAYS TRIGGER head_stays;
        REVOKE UPDATE, DELETE, TRUNCATE ON civic.entries FROM PUBLIC, CURRENT_USER;

        CREATE TABLE civic.leases (
            family text COLLATE "C" PRIMARY KEY,
            token bigint NOT NULL CHECK (token > 0),
            holder text NOT NULL,
            until timestamptz NOT NULL
        ) WITH (fillfactor = 50);

        CREATE TABLE civic.snapshots (
            stream text COLLATE "C" NOT NULL,
            version bigint NOT NULL,
            hash bytea NOT NULL,
            format text NOT NULL,
            state bytea NOT NULL,
            checksum bytea NOT NULL,
            PRIMARY KEY (stream, version)
        );
        ALTER TABLE civic.snapshots ALTER COLUMN state SET STORAGE EXTERNAL;
        """;
}
