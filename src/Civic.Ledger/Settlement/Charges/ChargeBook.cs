using NodaTime;

namespace Civic.Ledger;

/// <summary>A charge, or one of its refunds, in the order in which an account saw them.</summary>
/// <param name="Charge">The charge.</param>
/// <param name="Refund">Its refund, from 0; -1 for the charge itself.</param>
internal readonly record struct ChargeStep(ChargeId Charge, int Refund);

/// <summary>Charges, refunds and carried remainders.</summary>
internal sealed class ChargeBook
{
    private readonly OrderedDictionary<ChargeId, ChargeEntry> _charges = [];
    private readonly Dictionary<RefundId, ChargeId> _refunds = [];
    private readonly Dictionary<string, LocalDate> _lastDays = [];
    private readonly Dictionary<AccountId, List<ChargeStep>> _steps = [];

    public IEnumerable<ChargeEntry> All => _charges.Values;

    /// <summary>What is carried, by <see cref="CarryKey"/>.</summary>
    public SortedDictionary<string, CarriedPart[]> Carried { get; } = new(StringComparer.Ordinal);

    public ChargeEntry? Find(ChargeId id) => _charges.TryGetValue(id, out var entry) ? entry : null;

    public (ChargeEntry Charge, RefundEntry Refund)? Find(RefundId id) => _refunds.TryGetValue(id, out var charge)
        ? (_charges[charge], _charges[charge].Refunds.First(r => r.Input.Id == id.Value))
        : null;

    /// <summary>The last accounting day of a charge by this rule.</summary>
    public LocalDate? LastDay(string ruleId) => _lastDays.TryGetValue(ruleId, out var day) ? day : null;

    /// <summary>Whether the account ever stood for a party.</summary>
    public bool IsParty(AccountId account) => _steps.ContainsKey(account);

    /// <summary>The charges and refunds in which the account stood for a party, in the order they were booked.</summary>
    public IReadOnlyList<ChargeStep> Steps(AccountId account) => _steps.TryGetValue(account, out var steps) ? steps : [];

    /// <summary>
    /// Remainders are carried for one version of a rule among the same accounts: what one car park's owner is owed is not another's.
    /// </summary>
    public static string CarryKey(SplitRule rule, IReadOnlyList<ChargeParty> parties) =>
        $"{rule.Id}\n{rule.Version}\n{string.Join(',', rule.Split.Parties.Select(p => parties.First(a => a.Party == p).Payable))}";

    public void Add(ChargeEntry entry)
    {
        var id = new ChargeId(entry.Input.Id);
        _charges.Add(id, entry);
        if (!(_lastDays.TryGetValue(entry.Input.RuleId, out var last) && last >= entry.Input.Day))
            _lastDays[entry.Input.RuleId] = entry.Input.Day;
        Note(entry, new(id, -1));
        for (var i = 0; i < entry.Refunds.Count; i++)
            _refunds[new(entry.Refunds[i].Input.Id)] = id;
    }

    public void AddRefund(ChargeEntry entry, RefundEntry refund, IReadOnlyList<long> givenBack)
    {
        var id = new ChargeId(entry.Input.Id);
        _charges[id] = entry with { GivenBack = [.. givenBack], Refunds = [.. entry.Refunds, refund] };
        _refunds[new(refund.Input.Id)] = id;
        Note(entry, new(id, entry.Refunds.Count));
    }

    /// <summary>Takes up a saved state: charges with all their refunds.</summary>
    public void Load(IEnumerable<ChargeEntry> charges)
    {
        var refunds = new List<(ulong Timestamp, ChargeEntry Entry, int Refund)>();
        foreach (var charge in charges)
        {
            Add(charge);
            refunds.AddRange(charge.Refunds.Select((r, i) => (r.Timestamp, charge, i)));
        }

        foreach (var (_, entry, refund) in refunds.OrderBy(r => r.Timestamp))
            Note(entry, new(new(entry.Input.Id), refund));
        foreach (var steps in _steps.Values)
            steps.Sort((a, b) => TimeOf(a).CompareTo(TimeOf(b)));
    }

    public void Clear()
    {
        _charges.Clear();
        _refunds.Clear();
        _lastDays.Clear();
        _steps.Clear();
        Carried.Clear();
    }

    public ulong TimeOf(ChargeStep step) => step.Refund < 0 ? _charges[step.Charge].Timestamp : _charges[step.Charge].Refunds[step.Refund].Timestamp;

    private void Note(ChargeEntry entry, ChargeStep step)
    {
        foreach (var account in entry.Input.Parties.Select(p => p.Payable).Distinct())
        {
            if (!_steps.TryGetValue(account, out var steps))
                _steps[account] = steps = [];
            steps.Add(step);
        }
    }
}
