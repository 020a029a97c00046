namespace Civic.Journal.Postgres;

/// <summary>The table of keys, in 32 parts, because deleting a key rewrites the part it is in. As for the journal, a released step is never edited.</summary>
internal static class SubjectKeysSchema
{
    public const string Product = "civic.subject-keys";

    public const int Parts = 32;

    public static IReadOnlyList<string> Steps { get; } = [First];

    // Statistics would copy some of the keys to where no deletion finds them.
    private const string First =
        """
        CREATE TABLE civic.subject_keys (
            part smallint NOT NULL,
            subject uuid NOT NULL,
            key bytea CHECK (octet_length(key) = 32),
            PRIMARY KEY (part, subject)
        ) PARTITION BY LIST (part);
        DO $$ BEGIN
            FOR part IN 0..31 LOOP
                EXECUTE format('CREATE TABLE civic.subject_keys_%s PARTITION OF civic.subject_keys FOR VALUES IN (%s)', part, part);
            END LOOP;
        END $$;
        ALTER TABLE civic.subject_keys ALTER COLUMN key SET STATISTICS 0;
        COMMENT ON COLUMN civic.subject_keys.key IS 'NULL once it was deleted; the subject never gets another.';
        REVOKE ALL ON civic.subject_keys FROM PUBLIC;
        """;
}
