// The list of events, newest first.
import { named, onLanguage, time, word } from './words.js';

const kept = 120;

export class Events {
  constructor(city, light) {
    this.fences = new Map(city.fences.map(fence => [fence.id, fence]));
    this.light = light;
    this.all = [];
    this.list = document.getElementById('events');
    onLanguage(() => { this.list.replaceChildren(...this.all.map(e => this.item(e))); });
  }

  add(happened) {
    document.getElementById('no-events').hidden = true;
    this.all.unshift(happened);
    this.list.prepend(this.item(happened));
    if (this.all.length > kept) {
      this.all.pop();
      this.list.lastChild.remove();
    }
    if (happened.fence !== null) this.light(happened.fence);
    if (happened.kind === 'sos') this.alarm(happened);
  }

  missed(count) {
    this.list.prepend(Object.assign(document.createElement('li'), { className: 'quiet', textContent: word('missed', count) }));
  }

  item(happened) {
    const li = document.createElement('li');
    const dot = Object.assign(document.createElement('span'), { className: `dot ${happened.feed}`, title: word(happened.feed) });
    const what = document.createElement('span');
    const fence = happened.fence === null ? '' : named(this.fences.get(happened.fence) ?? { nameEn: `#${happened.fence}` });
    const kind = Object.assign(document.createElement('span'), { className: `kind ${happened.kind}`, textContent: word(happened.kind) });
    what.append(...word('happened', `${word('device')} ${happened.device}`, kind, fence));
    li.append(Object.assign(document.createElement('time'), { textContent: time(happened.time) }), dot, what);
    return li;
  }

  alarm(happened) {
    const box = document.getElementById('alarm');
    box.textContent = word('sosAlarm', `${word('device')} ${happened.device}, ${time(happened.time)}`);
    box.hidden = false;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => { box.hidden = true; }, 20000);
  }
}
