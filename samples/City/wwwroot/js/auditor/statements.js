// What a party got and gave in a fiscal year.
import { word } from '../words.js';
import { address, ask } from './ask.js';
import { count, day, hash, make, money, name, pairs, table, verdict } from './format.js';

export class Statements {
  constructor(box) {
    this.box = box;
    this.choice = {};
    this.result = make('div', { attributes: { 'aria-live': 'polite' } });
  }

  async show() {
    const offered = await ask('statements');
    if (offered.problem) {
      this.box.replaceChildren(make('p', { className: 'problem' }, offered.problem));
      return;
    }
    const option = (value, text, chosen) => make('option', { value, textContent: text, selected: value === chosen });
    const party = make('select', {}, ...offered.parties.map(p => option(p.id, name(p), this.choice.account)));
    const period = make('select', {}, ...offered.periods.map(p => option(p.name, `${p.name} (${word(p.state)})`, this.choice.period)));
    const form = make('form', { className: 'inline tools' }, make('label', {}, make('span', {}, word('party')), party), make('label', {}, make('span', {}, word('period')), period), make('button', { type: 'submit', className: 'main', textContent: word('makeStatement') }));
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.choice = { account: party.value, period: period.value };
      this.showStatement();
    });
    this.box.replaceChildren(form, this.result);
    if (this.choice.account) await this.showStatement();
  }

  async showStatement() {
    const { account, period } = this.choice;
    const path = `statements/${account}/${encodeURIComponent(period)}`;
    const statement = await ask(path);
    if (statement.problem) {
      this.result.replaceChildren(make('p', { className: 'problem' }, statement.problem));
      return;
    }
    const download = (format, text) => make('a', { className: 'button', href: address(path, { format }), textContent: text, download: '' });
    const totals = statement.totals;
    const columns = [[word('accountingDay')], [word('what')], [word('amount'), true]];
    this.result.replaceChildren(
      make('h3', {}, `${name(statement.party)}, ${day(statement.first)} – ${day(statement.last)}`),
      statement.final ? verdict(true, word('final')) : make('p', { className: 'quiet' }, word('provisional')),
      make('h3'),
      make('dl', { className: 'tiles' }, ...[['openingBalance', statement.opening], ['charges', totals.charges], ['refunds', totals.refunds], ['payouts', totals.payouts], ['otherEntries', totals.other], ['payable', totals.payable]]
        .map(([term, value]) => make('div', {}, make('dt', {}, word(term)), make('dd', {}, money(value, statement.currency))))),
      make('h3', {}, statement.lines.length < statement.lineCount ? word('linesShown', count(statement.lines.length), count(statement.lineCount)) : word('lines', count(statement.lineCount))),
      statement.lines.length ? table(word('statements'), columns, statement.lines.map(l => [day(l.day), word(l.kind), money(l.amount, statement.currency)])) : make('p', { className: 'quiet' }, word('noneFound')),
      statement.hash ? pairs([[word('recalculation'), hash(statement.hash)]]) : '',
      make('div', { className: 'pages' }, download('json', word('downloadJson')), download('csv', word('downloadCsv')),
        make('a', { className: 'button', href: 'api/ledger/rules', textContent: word('rules'), download: 'gaon-rules.jsonl' })));
  }
}
