// "Who is inside this circle now?": by clicking, by the form, or around the map's centre.
import { onLanguage, time, word } from './words.js';

const field = id => document.getElementById(id);
const shown = 40;

export class Circle {
  constructor() {
    this.map = undefined;
    this.answered = undefined;
    field('who').value = localStorage.getItem('who') ?? 'operator';
    field('circle').addEventListener('submit', event => { event.preventDefault(); this.ask(); });
    field('centre').addEventListener('click', () => this.askAround(...this.map.centre()));
    field('clear').addEventListener('click', () => this.clear());
    field('radius').addEventListener('input', () => { this.showRadius(); this.draw(); });
    onLanguage(() => { this.showRadius(); this.show(); });
  }

  askAround(lat, lon) {
    field('lat').value = lat.toFixed(5);
    field('lon').value = lon.toFixed(5);
    this.ask();
  }

  async ask() {
    if (!field('circle').reportValidity()) return;
    localStorage.setItem('who', field('who').value);
    this.draw();
    const question = { latitude: Number(field('lat').value), longitude: Number(field('lon').value), radius: Number(field('radius').value), who: field('who').value };
    try {
      const response = await fetch('api/inside', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(question) });
      this.answered = response.ok ? await response.json() : { problem: (await response.json()).problem };
    } catch {
      this.answered = { problem: '' };
    }
    this.show();
  }

  clear() {
    this.answered = undefined;
    field('lat').value = field('lon').value = '';
    this.map.hideCircle();
    this.show();
  }

  draw() {
    if (field('lat').value && field('lon').value) this.map?.showCircle(Number(field('lat').value), Number(field('lon').value), Number(field('radius').value));
  }

  showRadius() {
    field('radius-text').textContent = `${Number(field('radius').value).toLocaleString()} m`;
  }

  show() {
    const box = field('answer');
    box.replaceChildren();
    this.map?.dots.marked.clear();
    const answer = this.answered;
    if (!answer) return;
    if (answer.problem !== undefined) {
      box.append(line('count', `${word('failed')} ${answer.problem}`));
      return;
    }
    for (const device of [...answer.certain, ...answer.possible]) this.map?.dots.marked.add(device.id);
    if (answer.certain.length + answer.possible.length === 0) box.append(line('count', word('nobody')));
    else for (const kind of ['certain', 'possible']) box.append(...group(kind, answer[kind]));
    box.append(line('quiet', word('asOf', time(answer.time))));
  }
}

function group(kind, devices) {
  if (kind === 'possible' && devices.length === 0) return [];
  const title = line('count', word(kind, devices.length));
  title.title = word(`${kind}Help`);
  const list = Object.assign(document.createElement('ul'), { className: kind });
  for (const device of devices.slice(0, shown)) {
    const item = document.createElement('li');
    item.append(Object.assign(document.createElement('span'), { className: `dot ${device.feed}` }), `${word('device')} ${device.id} · ${Math.round(device.distance).toLocaleString()} m`);
    list.append(item);
  }
  if (devices.length > shown) list.append(Object.assign(document.createElement('li'), { textContent: word('more', devices.length - shown) }));
  return [title, line('quiet', word(`${kind}Help`)), list];
}

const line = (className, textContent) => Object.assign(document.createElement('p'), { className, textContent });
