// The ledger at a glance: where the money went today, that both sides are equal, and where the journal stands.
import { word } from '../words.js';
import { ask, currentLooker } from './ask.js';
import { button, count, day, hash, make, moment, money, pairs, percent, proof, verdict } from './format.js';

const parties = ['owner', 'operator', 'district'];

export class Overview {
  constructor(box) {
    this.box = box;
    this.picture = make('div');
    this.rest = make('div');
    this.state = make('div', { attributes: { role: 'status' } });
  }

  async show() {
    this.stateButton = button(word('stateHash'), () => this.computeState());
    this.box.replaceChildren(this.picture, this.rest, this.stateButton, this.state);
    this.showState();
    await this.refresh();
  }

  async refresh() {
    const summary = await ask('summary');
    if (summary.problem) {
      this.picture.replaceChildren(make('p', { className: 'problem' }, summary.problem));
      return;
    }
    this.stateButton.disabled = !currentLooker();
    const total = summary.totals[0] ?? { debits: '0', credits: '0', currency: 'KRW' };
    this.picture.replaceChildren(
      make('h3', {}, word('todaySplit', day(summary.today.day))), ...split(summary.today),
      make('h3', {}, word('doubleEntry')), proof(total.debits, total.credits, total.currency), verdict(summary.balanced, word(summary.balanced ? 'balanced' : 'unbalanced')),
      make('h3', {}, word('figures')),
      make('dl', { className: 'tiles' }, ...[['entries', count(summary.entries)], ['headCount', count(summary.head.count)], ['accountCount', count(summary.accounts)], ['lookCount', count(summary.looks)]]
        .map(([term, value]) => make('div', {}, make('dt', {}, word(term)), make('dd', {}, value)))));
    this.rest.replaceChildren(
      make('h3', {}, word('headRoot')), hash(summary.head.root),
      make('h3', {}, word('chainHead')), hash(summary.chain),
      make('h3', {}, word('rule')),
      pairs([
        [word('rule'), `${summary.rule.id} ${summary.rule.version}`], [word('basis'), summary.rule.basis], [word('ruleHash'), hash(summary.rule.hash)],
        [word('years'), summary.periods.map(p => `${p.name} (${word(p.state)})`).join(', ')], [word('lastEntry'), moment(summary.recordedUntil)], [word('place'), summary.place],
      ]),
      make('h3'));
  }

  async computeState() {
    this.computed = await ask('state-hash');
    this.showState();
  }

  showState() {
    const computed = this.computed;
    if (!computed) this.state.replaceChildren();
    else if (computed.problem) this.state.replaceChildren(make('p', { className: 'problem' }, computed.problem));
    else this.state.replaceChildren(make('p', { className: 'quiet' }, word('stateHashAt', count(computed.version))), hash(computed.hash));
  }
}

/** What each side got today as one bar. */
function split(today) {
  const amounts = parties.map(party => BigInt(today[party]));
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  if (total === 0n) return [make('p', { className: 'quiet' }, word('noCharges'))];
  const shares = amounts.map(amount => Number(amount * 100000n / total) / 100000);
  const bar = make('div', { className: 'bar', attributes: { role: 'img', 'aria-label': word('splitLabel', ...shares.map(percent)) } }, ...parties.map((party, i) => {
    const piece = make('span', { className: party }, percent(shares[i]));
    piece.style.flexGrow = shares[i];
    return piece;
  }));
  const key = make('ul', { className: 'key' }, ...parties.map((party, i) =>
    make('li', {}, make('i', { className: party, attributes: { 'aria-hidden': 'true' } }), word(`${party}Share`), make('b', {}, money(today[party])))), make('li', { className: 'quiet' }, word('chargedToday', money(String(total)))));
  return [bar, key];
}
