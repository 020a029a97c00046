// The trial balance, now or as of a day.
import { word } from '../words.js';
import { ask } from './ask.js';
import { count, day, make, moment, money, proof, table, verdict } from './format.js';

export class Balance {
  constructor(box) {
    this.box = box;
    this.day = '';
  }

  async show() {
    const answer = await ask('trial-balance', { day: this.day });
    this.box.replaceChildren(this.form(), ...(answer.problem ? [make('p', { className: 'problem', attributes: { role: 'alert' } }, answer.problem)] : this.picture(answer)));
  }

  form() {
    const input = make('input', { type: 'date', value: this.day });
    const form = make('form', { className: 'inline tools' }, make('label', {}, make('span', {}, word('asOfDay')), input), make('button', { type: 'submit', textContent: word('show') }), make('p', { className: 'quiet' }, word('trialHelp')));
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.day = input.value;
      this.show();
    });
    return form;
  }

  picture(balance) {
    const columns = [[word('number')], [word('kind')], [word('accountsColumn'), true], [word('debits'), true], [word('credits'), true]];
    return balance.totals.flatMap(total => {
      const lines = balance.lines.filter(l => l.currency === total.currency && l.fund === total.fund);
      const rows = lines.map(l => [String(l.code), word(l.kind), count(l.accounts), money(l.debits, l.currency), money(l.credits, l.currency)]);
      const foot = [word('total'), '', count(lines.reduce((sum, l) => sum + l.accounts, 0)), money(total.debits, total.currency), money(total.credits, total.currency)];
      return [
        make('h3', {}, `${balance.asOf ? day(balance.asOf) : word('asOfNow')}, ${word('recordedUntil', moment(balance.recordedUntil))}`),
        proof(total.debits, total.credits, total.currency), verdict(total.balanced, word(total.balanced ? 'balanced' : 'unbalanced')), make('h3'),
        table(word('balance'), columns, rows, foot),
      ];
    });
  }
}
