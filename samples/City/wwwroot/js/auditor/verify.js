// Checks the whole journal while the auditor watches, and gives it away.
import { word } from '../words.js';
import { address, ask } from './ask.js';
import { button, count, hash, make, pairs, verdict } from './format.js';

export class Verify {
  constructor(box) {
    this.box = box;
    this.kept = { count: '', root: '' };
    this.result = make('div', { attributes: { 'aria-live': 'polite' } });
  }

  show() {
    const entries = make('input', { inputMode: 'numeric', value: this.kept.count, autocomplete: 'off' });
    const root = make('input', { value: this.kept.root, autocomplete: 'off', maxLength: 64, className: 'hash' });
    const form = make('form', {},
      make('p', {}, word('verifyHelp')),
      make('details', { open: this.kept.count !== '' }, make('summary', {}, word('earlierHead')), make('div', { className: 'fields' }, make('label', {}, make('span', {}, word('earlierCount')), entries), make('label', {}, make('span', {}, word('earlierRoot')), root))),
      make('div', { className: 'buttons' }, make('button', { type: 'submit', className: 'main', textContent: word('verifyButton') })));
    form.addEventListener('submit', event => {
      event.preventDefault();
      this.kept = { count: entries.value.trim(), root: root.value.trim() };
      this.run();
    });
    const links = make('div', { className: 'pages' },
      make('a', { className: 'button', href: address('export'), textContent: word('exportButton'), download: '' }),
      make('a', { className: 'button', href: 'api/ledger/key', textContent: word('keyButton'), download: 'gaon-heads.pem' }));
    this.box.replaceChildren(form, this.result, make('h3', {}, word('exportTitle')), make('p', { className: 'quiet' }, word('exportHelp')), links);
    if (this.report) this.showReport();
  }

  run() {
    this.source?.close();
    this.report = undefined;
    const bar = make('progress', { max: 1, value: 0, attributes: { 'aria-label': word('verify') } });
    const text = make('p', { className: 'quiet' });
    this.result.replaceChildren(bar, text, button(word('stop'), () => { this.source.close(); this.result.replaceChildren(); }));
    const source = this.source = new EventSource(address('verify', this.kept));
    const ended = report => {
      source.close();
      this.report = report;
      this.showReport();
    };
    source.addEventListener('progress', message => {
      const { done, of } = JSON.parse(message.data);
      bar.value = of ? done / of : 1;
      text.textContent = word('checking', count(done), count(of));
    });
    source.addEventListener('done', message => ended(JSON.parse(message.data)));
    source.addEventListener('problem', message => ended(JSON.parse(message.data)));
    // A refusal comes as an answer that is no stream: ask again to learn why.
    source.addEventListener('error', async () => {
      if (source !== this.source || this.report) return;
      source.close();
      const answer = await ask('verify', this.kept);
      ended({ problem: answer.problem ?? word('noAnswer') });
    });
  }

  showReport() {
    const report = this.report;
    if (report.problem) {
      this.result.replaceChildren(make('p', { className: 'problem' }, report.problem));
      return;
    }
    this.result.replaceChildren(
      verdict(report.valid, report.valid ? word('whole', count(report.head.count)) : word('broken', count(report.position), report.message)),
      report.earlier ? verdict(report.earlier === 'grown', word(report.earlier)) : '',
      pairs([[word('headCount'), String(report.head.count)], [word('headRoot'), hash(report.head.root)]]),
      make('p', { className: 'quiet' }, word('keepHead')));
  }
}
