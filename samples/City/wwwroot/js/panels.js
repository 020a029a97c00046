// Fences, feeds, legend, access records and notices.
import { named, onLanguage, time, word } from './words.js';

const byId = id => document.getElementById(id);
const cell = (text, className = '') => Object.assign(document.createElement('td'), { textContent: text, className });
const count = number => number.toLocaleString();

export class Panels {
  constructor(city, map) {
    this.city = city;
    this.map = map;
    this.inside = new Map();
    this.status = undefined;
    byId('records').addEventListener('toggle', () => this.loadRecords());
    onLanguage(() => { this.showFences(); this.showStatus(); this.loadRecords(); });
  }

  /** Numbers of devices inside, by fence. */
  update(inside) {
    this.inside = new Map(inside);
    for (const fence of this.city.fences) this.map.fence(fence.id, 'occupied', (this.inside.get(fence.id) ?? 0) > 0);
    for (const row of byId('fences').tBodies[0].rows) row.cells[1].textContent = count(this.inside.get(Number(row.dataset.fence)) ?? 0);
  }

  updateStatus(status) {
    this.status = status;
    this.showStatus();
    this.loadRecords();
  }

  showFences() {
    byId('fences').tBodies[0].replaceChildren(...this.city.fences.map(fence => {
      const row = document.createElement('tr');
      row.dataset.fence = fence.id;
      const go = Object.assign(document.createElement('button'), { type: 'button', textContent: named(fence) });
      go.addEventListener('click', () => this.map.goToFence(fence.id));
      const name = document.createElement('td');
      name.append(go);
      row.append(name, cell(count(this.inside.get(fence.id) ?? 0), 'number'));
      return row;
    }));
  }

  showStatus() {
    const status = this.status;
    if (!status) return;
    byId('feeds').tBodies[0].replaceChildren(...status.feeds.map(feed => {
      const row = document.createElement('tr');
      const refused = Object.values(feed.refused).reduce((sum, n) => sum + n, 0);
      const name = cell(feed.name);
      name.title = feed.where;
      row.append(name, cell(word(feed.listening ? 'on' : 'off')), cell(count(feed.fixes), 'number'), cell(count(refused), 'number'), cell(count(feed.skippedBytes), 'number'));
      return row;
    }));
    byId('totals').textContent = word('totals', count(status.positions), count(status.expired), count(status.watching));
    const devices = this.map.dots.devices;
    const feeds = [...new Set([...devices.values()].map(d => d.feed))].sort();
    const alarms = [...devices.values()].some(d => d.sos) ? ['sos'] : [];
    byId('legend').replaceChildren(...[...feeds, ...alarms].map(feed => {
      const item = document.createElement('li');
      item.append(Object.assign(document.createElement('span'), { className: `dot ${feed}` }), word(feed === 'sos' ? 'sosLegend' : feed));
      return item;
    }));
    const note = byId('replay-note');
    note.hidden = status.replay === 'off';
    note.textContent = status.replay === 'off' ? '' : word(status.replay);
    byId('notices-box').hidden = status.notices.length === 0;
    byId('notices').replaceChildren(...status.notices.toReversed().map(n => Object.assign(document.createElement('li'), { textContent: `${time(n.time)} ${n.about}: ${n.text}` })));
  }

  async loadRecords() {
    if (!byId('records').open) return;
    const records = await (await fetch('api/access')).json();
    byId('access').replaceChildren(...records.map(record => {
      const row = document.createElement('tr');
      row.append(cell(time(record.time)), cell(record.who), cell(describe(record)));
      return row;
    }));
  }
}

function describe(record) {
  switch (record.what) {
    case 'circle': return `${word('recordCircle', Math.round(record.radius), record.certain, record.possible)} (${record.latitude.toFixed(4)}, ${record.longitude.toFixed(4)})`;
    case 'live': return word('recordLive');
    default: return word('recordLiveEnd');
  }
}
