// The ledger's page: who looks, how the ledger is doing, and a section for each question.
import './words.js';
import { onLanguage, startLanguage, word } from '../words.js';
import { Accounts } from './accounts.js';
import { ask, currentLooker, look } from './ask.js';
import { Balance } from './balance.js';
import { count, make, name } from './format.js';
import { Looks } from './looks.js';
import { Overview } from './overview.js';
import { Statements } from './statements.js';
import { Verify } from './verify.js';

const byId = id => document.getElementById(id);
const tabs = [...byId('tabs').children];
const sections = {
  overview: new Overview(byId('overview')),
  accounts: new Accounts(byId('accounts')),
  balance: new Balance(byId('balance')),
  statements: new Statements(byId('statements')),
  verify: new Verify(byId('verify')),
  looks: new Looks(byId('looks')),
};
let reasons = [];
let shown = 'overview';
let status = { state: 'opening' };

startLanguage();
reasons = await (await fetch('api/ledger/reasons')).json();
for (const tab of tabs) {
  tab.addEventListener('click', () => choose(tab));
  tab.addEventListener('keydown', move);
}
byId('looker').addEventListener('submit', event => {
  event.preventDefault();
  look(byId('actor').value, byId('reason').value);
  showLooker();
  show();
});
onLanguage(() => { showReasons(); showLooker(); showStatus(); show(); });
await watch();
setInterval(watch, 2000);

/** Arrow keys go from tab to tab, as in every list of tabs. */
function move(event) {
  const at = tabs.indexOf(event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  choose(tab);
  tab.focus();
}

function choose(tab) {
  shown = tab.getAttribute('aria-controls');
  for (const other of tabs) {
    other.setAttribute('aria-selected', String(other === tab));
    other.tabIndex = other === tab ? 0 : -1;
    byId(other.getAttribute('aria-controls')).hidden = other !== tab;
  }
  show();
}

/** Shows the chosen section; all but the overview need to know who looks. */
function show() {
  const box = byId(shown);
  if (status.state !== 'ready') box.replaceChildren();
  else if (shown !== 'overview' && !currentLooker()) box.replaceChildren(make('p', { className: 'quiet' }, word('lookerFirst')));
  else sections[shown].show(reasons);
}

function showReasons() {
  const chosen = byId('reason').value || currentLooker()?.reason;
  byId('reason').replaceChildren(...reasons.map(r => make('option', { value: r.number, textContent: name(r), selected: String(r.number) === chosen })));
}

function showLooker() {
  const looker = currentLooker();
  if (!looker) return;
  if (!byId('actor').value) byId('actor').value = looker.actor;
  byId('looker-note').textContent = word('lookerSet', looker.actor, name(reasons.find(r => String(r.number) === looker.reason) ?? { id: looker.reason }));
}

/** Looks how the ledger is doing. */
async function watch() {
  const before = status.state;
  try {
    status = await (await fetch('api/ledger/status')).json();
  } catch {
    status = { state: 'unreachable' };
  }
  showStatus();
  if (before !== status.state) show();
  else if (status.state === 'ready' && shown === 'overview' && !document.hidden) await sections.overview.refresh();
}

function showStatus() {
  byId('link').classList.toggle('linked', status.state === 'ready');
  byId('link-text').textContent = word(status.state);
  const isClosed = status.state !== 'ready';
  byId('closed').hidden = !isClosed;
  if (!isClosed) return;
  const text = status.state === 'replaying' ? word('replayingText', count(status.replayed), count(status.of))
    : status.state === 'failed' ? word('failedText', status.reason)
      : word(status.state === 'opening' ? 'openingText' : status.state);
  if (byId('closed-text').textContent !== text) byId('closed-text').textContent = text;
  byId('closed-progress').hidden = status.state !== 'replaying';
  byId('closed-progress').value = status.of ? status.replayed / status.of : 0;
}

// For tests and the curious.
window.ledger = { sections, ask, status: () => status };
