// The accounts, and one account with its transfers.
import { word } from '../words.js';
import { ask } from './ask.js';
import { showEvidence } from './evidence.js';
import { button, day, make, moment, money, name, pairs, table } from './format.js';

const kinds = ['bank', 'clearing', 'transit', 'receivable', 'owner', 'operator', 'district'];

export class Accounts {
  constructor(box) {
    this.box = box;
    this.page = 1;
    this.kind = '';
    this.account = undefined;
  }

  show() {
    return this.account ? this.showAccount(this.account, this.before) : this.showList();
  }

  async showList() {
    this.account = undefined;
    const answer = await ask('accounts', { page: this.page, kind: this.kind });
    this.box.replaceChildren(this.filter(), ...(answer.problem ? [make('p', { className: 'problem' }, answer.problem)] : [this.list(answer.accounts), this.pages(answer)]));
  }

  filter() {
    const select = make('select', {}, make('option', { value: '', textContent: word('allKinds') }), ...kinds.map(kind => make('option', { value: kind, textContent: word(kind), selected: kind === this.kind })));
    const form = make('form', { className: 'inline tools' }, make('label', {}, make('span', {}, word('kind')), select), make('button', { type: 'submit', textContent: word('show') }));
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.kind = select.value;
      this.page = 1;
      this.showList();
    });
    return form;
  }

  list(accounts) {
    if (accounts.length === 0) return make('p', { className: 'quiet' }, word('noneFound'));
    const columns = [[word('number')], [word('account')], [word('kind')], [word('debits'), true], [word('credits'), true], [word('balanceColumn'), true]];
    return table(word('accounts'), columns, accounts.map(a => [
      a.id, button(name(a), () => this.showAccount(a.id), 'link'), word(a.kind), money(a.debits, a.currency), money(a.credits, a.currency), make('b', {}, money(a.balance, a.currency)),
    ]));
  }

  pages(answer) {
    const go = step => { this.page += step; this.showList(); };
    const back = button(word('earlier'), () => go(-1));
    const on = button(word('later'), () => go(1));
    back.disabled = answer.page === 1;
    on.disabled = !answer.more;
    return make('div', { className: 'pages' }, back, make('span', { attributes: { role: 'status' } }, word('pageOf', answer.page)), on);
  }

  async showAccount(id, before = '') {
    [this.account, this.before] = [id, before];
    const answer = await ask(`accounts/${id}`, { before });
    const back = button(word('back'), () => this.showList());
    if (answer.problem) {
      this.box.replaceChildren(back, make('p', { className: 'problem' }, answer.problem));
      return;
    }
    const { account, transfers } = answer;
    const more = make('div', { className: 'pages' });
    if (before) more.append(button(word('newest'), () => this.showAccount(id)));
    if (answer.more) more.append(button(word('older'), () => this.showAccount(id, transfers.at(-1).timestamp)));
    const heading = make('h3', { tabIndex: -1 }, `${account.id} ${name(account)}`);
    this.box.replaceChildren(
      back, heading,
      pairs([
        [word('kind'), word(account.kind)], [word('debits'), money(account.debits, account.currency)], [word('credits'), money(account.credits, account.currency)],
        [word('balanceColumn'), make('b', {}, `${money(account.balance, account.currency)} (${word(account.side)})`)], [word('created'), moment(account.created)],
      ]),
      make('h3', {}, word('transfers')), this.transfers(account, transfers), more);
    heading.focus();
  }

  transfers(account, transfers) {
    if (transfers.length === 0) return make('p', { className: 'quiet' }, word('noneFound'));
    const columns = [[word('when')], [word('accountingDay')], [word('what')], [word('counterparty')], [word('debit'), true], [word('credit'), true], [word('evidence')]];
    return table(word('transfers'), columns, transfers.map(t => {
      const isDebit = t.debit.id === account.id;
      const other = isDebit ? t.credit : t.debit;
      const amount = money(t.amount, t.currency);
      const proof = button(word('evidence'), () => showEvidence(t.id), 'link');
      proof.setAttribute('aria-label', `${word('evidenceOf')} (${moment(t.time)}, ${amount})`);
      return [moment(t.time), day(t.day), word(`code${t.code}`), button(name(other), () => this.showAccount(other.id), 'link'), isDebit ? amount : '', isDebit ? '' : amount, proof];
    }));
  }
}
