// What proves that one transfer is in the journal.
import { word } from '../words.js';
import { address, ask } from './ask.js';
import { button, count, hash, make, moment, pairs, verdict } from './format.js';

export async function showEvidence(id) {
  const dialog = document.getElementById('evidence');
  const evidence = await ask(`evidence/${id}`);
  const isProven = evidence.verdict === 'Proven' || evidence.verdict === 'EntryProven';
  dialog.replaceChildren(
    make('h2', { id: 'evidence-title' }, word('evidenceOf')),
    ...(evidence.problem ? [make('p', { className: 'problem' }, evidence.problem)] : [
      pairs([
        [word('transferId'), evidence.transfer], [word('when'), moment(evidence.time)], [word('position'), count(evidence.position)],
        [word('stream'), `${evidence.stream} ${count(evidence.version)}`], [word('entryHash'), hash(evidence.hash)], [word('previousHash'), hash(evidence.previous)],
        [word('pathLength'), word('hashes', evidence.path)], [word('headCount'), count(evidence.head.count)], [word('headRoot'), hash(evidence.head.root)],
      ]),
      verdict(isProven, isProven ? word(evidence.verdict === 'Proven' ? 'proven' : 'entryProven') : word('unproven', evidence.verdict)),
    ]),
    make('div', { className: 'buttons' }, button(word('close'), () => dialog.close(), 'main'),
      evidence.problem ? undefined : make('a', { className: 'button', href: address(`evidence/${id}`, { download: 1 }), textContent: word('downloadEvidence'), download: '' })));
  dialog.showModal();
}
