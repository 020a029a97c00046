using System.Reflection;

namespace Civic.Testing;

/// <summary>Types written as in C#: keywords, generic arguments, <c>?</c> for what may be null.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(Type t) => Of(t, null);

    public static string Of(Type t, NullabilityInfo? nulls)
    {
        if (t.IsByRef)
        {
            return Of(t.GetElementType()!, nulls);
        }

        var mayBeNull = nulls is { ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable } && !t.IsValueType;
        var mark = mayBeNull ? "?" : "";
        if (t.IsArray)
        {
            return $"{Of(t.GetElementType()!, nulls?.ElementType)}[{new string(',', t.GetArrayRank() - 1)}]{mark}";
        }

        if (Nullable.GetUnderlyingType(t) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        if (Keywords.TryGetValue(t, out var keyword))
        {
            return keyword + mark;
        }

        // An unconstrained type parameter always reads as nullable: the mark would say nothing.
        return t.IsGenericParameter ? t.Name : Qualified(t, nulls) + mark;
    }

    public static string Constraints(Type[] parameters) => string.Concat(parameters.Where(p => p.IsGenericParameter).Select(p =>
    {
        var kind = p.GenericParameterAttributes;
        var isStruct = kind.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> all =
        [
            .. kind.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
            .. isStruct ? ["struct"] : Array.Empty<string>(),
            .. p.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Of),
            .. kind.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct ? ["new()"] : Array.Empty<string>(),
        ];
        return all.Count == 0 ? "" : $" where {p.Name} : {string.Join(", ", all)}";
    }));

    private static string Qualified(Type t, NullabilityInfo? nulls)
    {
        var outerArguments = t.IsNested ? t.DeclaringType!.GetGenericArguments().Length : 0;
        var arguments = t.GetGenericArguments();
        var own = arguments.Skip(outerArguments)
            .Select((a, i) => Of(a, i + outerArguments < nulls?.GenericTypeArguments.Length ? nulls.GenericTypeArguments[i + outerArguments] : null))
            .ToArray();
        var tick = t.Name.IndexOf('`', StringComparison.Ordinal);
        return Outer(t, arguments[..outerArguments]) + (tick < 0 ? t.Name : t.Name[..tick]) + (own.Length > 0 ? $"<{string.Join(", ", own)}>" : "");
    }

    private static string Outer(Type t, Type[] arguments)
    {
        if (!t.IsNested)
        {
            return t.Namespace + ".";
        }

        var outer = t.DeclaringType!;
        return Of(outer.IsGenericTypeDefinition && t.IsConstructedGenericType ? outer.MakeGenericType(arguments) : outer) + ".";
    }
}
