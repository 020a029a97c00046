// Who looked at the ledger, at what and why.
import { word } from '../words.js';
import { ask } from './ask.js';
import { button, count, make, moment, name, table } from './format.js';

export class Looks {
  constructor(box) {
    this.box = box;
  }

  async show(reasons) {
    const answer = await ask('looks');
    if (answer.problem) {
      this.box.replaceChildren(make('p', { className: 'problem' }, answer.problem));
      return;
    }
    const why = number => name(reasons.find(r => r.number === number) ?? { id: String(number) });
    const columns = [[word('when')], [word('who')], [word('why')], [word('subject')]];
    this.box.replaceChildren(
      make('p', { className: 'quiet' }, `${word('looksHelp')} ${word('looksShown', count(answer.looks.length), count(answer.count))}.`),
      table(word('looks'), columns, answer.looks.map(l => [moment(l.time), l.actor, why(l.reason), make('span', { className: 'hash' }, l.subject)])),
      make('div', { className: 'pages' }, button(word('refresh'), () => this.show(reasons))));
  }
}
