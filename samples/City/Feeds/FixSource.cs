namespace Civic.City.Feeds;

/// <summary>Which feed fixes came by, and from whom.</summary>
internal sealed record FixSource(FeedStatus Feed, SourceKind Kind);
