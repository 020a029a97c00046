// What is shown where the map would be when Leaflet is not installed: a drawing of the city that cannot be moved.
import { Dots } from './dots.js';
import { onLanguage, word, named } from './words.js';

const svg = (name, attributes) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const metres = 111195;

export function plainMap(container, city, shapes, onAsk) {
  const all = shapes.districts.features.flatMap(f => rings(f.geometry).flat());
  const box = { west: Math.min(...all.map(p => p[0])), east: Math.max(...all.map(p => p[0])), south: Math.min(...all.map(p => p[1])), north: Math.max(...all.map(p => p[1])) };
  const squeeze = Math.cos((box.south + box.north) / 2 * Math.PI / 180);
  const size = { width: (box.east - box.west) * squeeze * 1000, height: (box.north - box.south) * 1000 };
  const at = (lat, lon) => [(lon - box.west) * squeeze * 1000, (box.north - lat) * 1000];

  const drawing = svg('svg', { class: 'plain', viewBox: `-8 -8 ${size.width + 16} ${size.height + 16}` });
  const path = list => list.map(ring => 'M' + ring.map(([lon, lat]) => at(lat, lon).map(n => n.toFixed(2)).join(' ')).join('L')).join('');
  for (const f of shapes.districts.features) drawing.append(svg('path', { class: 'district', d: path(rings(f.geometry)) + 'Z' }));
  for (const f of shapes.streets.features) {
    const river = f.properties.class === 'river';
    drawing.append(svg('path', { class: river ? 'river' : 'street', d: path(rings(f.geometry)) }));
  }
  const fences = new Map(city.fences.map(fence => [fence.id, drawing.appendChild(drawFence(fence, at, path))]));
  const names = drawing.appendChild(svg('g', { class: 'place', 'text-anchor': 'middle', 'font-size': 7, fill: '#6b7883' }));
  onLanguage(() => {
    names.replaceChildren(...shapes.districts.features.map(({ properties }) => {
      const [x, y] = at(properties.label[1], properties.label[0]);
      const text = svg('text', { x, y });
      text.textContent = named(properties);
      return text;
    }));
  });
  container.append(drawing);

  const hint = container.appendChild(Object.assign(document.createElement('p'), { className: 'missing', id: 'missing-map' }));
  onLanguage(() => { hint.innerHTML = word('missing'); });

  const toScreen = (lat, lon) => {
    const matrix = drawing.getScreenCTM();
    const frame = container.getBoundingClientRect();
    const [x, y] = at(lat, lon);
    return [matrix.a * x + matrix.e - frame.left, matrix.d * y + matrix.f - frame.top];
  };
  drawing.addEventListener('click', event => {
    const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    onAsk(box.north - p.y / 1000, box.west + p.x / squeeze / 1000);
  });

  const asked = drawing.appendChild(svg('circle', { class: 'asked', r: 0 }));
  return {
    dots: new Dots(container, toScreen),
    centre: () => [(box.south + box.north) / 2, (box.west + box.east) / 2],
    showCircle(lat, lon, radius) {
      const [x, y] = at(lat, lon);
      for (const [key, value] of Object.entries({ cx: x, cy: y, r: radius / metres * 1000 })) asked.setAttribute(key, value);
    },
    hideCircle: () => asked.setAttribute('r', 0),
    fence: (id, name, on) => fences.get(id)?.classList.toggle(name, on),
    goToFence() {},
    goHome() {},
    goTo() {},
  };
}

function drawFence(fence, at, path) {
  if (fence.circle) {
    const [cx, cy] = at(fence.circle.latitude, fence.circle.longitude);
    return svg('circle', { class: 'fence', cx, cy, r: fence.circle.radius / metres * 1000 });
  }
  return svg('path', { class: 'fence', d: path(rings(fence.geometry)) + 'Z' });
}

/** Every line of a geometry, whatever its type. */
function rings(geometry) {
  switch (geometry.type) {
    case 'LineString': return [geometry.coordinates];
    case 'Polygon': return geometry.coordinates;
    case 'MultiPolygon': return geometry.coordinates.flat();
    default: return [];
  }
}
