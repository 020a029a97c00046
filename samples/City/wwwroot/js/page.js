// The page: a map, what happens on it, and questions about it.
import { Circle } from './circle.js';
import { Events } from './events.js';
import { leafletMap } from './leaflet-map.js';
import { Panels } from './panels.js';
import { plainMap } from './plain-map.js';
import { onLanguage, startLanguage, word } from './words.js';

const json = async path => (await fetch(path)).json();
const lamp = document.getElementById('link');
let linkWord = 'connecting';

startLanguage();
const [city, districts, streets] = await Promise.all([json('api/city'), json('districts.geojson'), json('streets.geojson')]);
const circle = new Circle();
const container = document.getElementById('map');
const map = await (city.map ? leafletMap : plainMap)(container, city, { districts, streets }, (lat, lon) => circle.askAround(lat, lon));
circle.map = map;
container.addEventListener('keydown', event => {
  if (event.key === 'Enter' && event.target === container) circle.askAround(...map.centre());
});

const panels = new Panels(city, map);
const events = new Events(city, fence => {
  map.fence(fence, 'lit', true);
  setTimeout(() => map.fence(fence, 'lit', false), 2500);
});
onLanguage(() => { document.getElementById('link-text').textContent = word(linkWord); });

function showLink(name) {
  linkWord = name;
  lamp.classList.toggle('linked', name === 'connected');
  document.getElementById('link-text').textContent = word(name);
}

let seen = false;
const who = encodeURIComponent(localStorage.getItem('who') ?? 'operator');
const live = new EventSource(`api/live?who=${who}`);
live.addEventListener('open', () => showLink('connected'));
live.addEventListener('error', () => showLink('broken'));
live.addEventListener('happened', message => events.add(JSON.parse(message.data)));
live.addEventListener('missed', message => events.missed(JSON.parse(message.data)));
live.addEventListener('fences', message => panels.update(JSON.parse(message.data)));
live.addEventListener('status', message => panels.updateStatus(JSON.parse(message.data)));
live.addEventListener('devices', message => {
  map.dots.update(JSON.parse(message.data));
  if (!seen && map.dots.devices.size > 0) {
    seen = true;
    lookAtDevices();
  }
});

/** Devices far from the city (a recorded log, a phone abroad) are looked for where they are. */
function lookAtDevices() {
  const places = [...map.dots.devices.values()].map(d => [d.lat, d.lon]);
  const inCity = ([lat, lon]) => lat > 37.3 && lat < 37.8 && lon > 126.6 && lon < 127.4;
  if (!places.some(inCity)) map.goTo(places);
}

// For tests and the curious.
window.city = { map, city };
