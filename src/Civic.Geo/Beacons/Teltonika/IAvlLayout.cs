namespace Civic.Geo.Beacons;

/// <summary>How the IO element of an AVL record is laid out; a type of its own per codec, so that each gets its own machine code.</summary>
internal interface IAvlLayout
{
    /// <summary>Bytes of an item's id, and of the event id: 1 or 2.</summary>
    static abstract int IdLength { get; }

    /// <summary>Bytes of a count: 1 or 2.</summary>
    static abstract int CountLength { get; }

    /// <summary>Bytes between the event id and the total (codec 16's generation type).</summary>
    static abstract int GenerationLength { get; }

    /// <summary>Whether a group of values with their own lengths ends the record.</summary>
    static abstract bool HasVariableGroup { get; }
}

/// <summary>Codec 8: everything in single bytes.</summary>
internal readonly struct Avl8Layout : IAvlLayout
{
    public static int IdLength => 1;

    public static int CountLength => 1;

    public static int GenerationLength => 0;

    public static bool HasVariableGroup => false;
}

/// <summary>Codec 8 Extended: ids and counts of two bytes, and a variable group.</summary>
internal readonly struct Avl8ExtendedLayout : IAvlLayout
{
    public static int IdLength => 2;

    public static int CountLength => 2;

    public static int GenerationLength => 0;

    public static bool HasVariableGroup => true;
}

/// <summary>Codec 16: ids of two bytes, counts of one, and a generation type.</summary>
internal readonly struct Avl16Layout : IAvlLayout
{
    public static int IdLength => 2;

    public static int CountLength => 1;

    public static int GenerationLength => 1;

    public static bool HasVariableGroup => false;
}
