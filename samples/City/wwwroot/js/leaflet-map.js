// The map with Leaflet, which the build puts into lib/.
import { Dots } from './dots.js';
import { named, onLanguage } from './words.js';

const load = (tag, attributes) => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement(tag), attributes, { onload: done, onerror: failed }));
});

export async function leafletMap(container, city, shapes, onAsk) {
  await Promise.all([load('link', { rel: 'stylesheet', href: 'lib/leaflet.css' }), load('script', { src: 'lib/leaflet.js' })]);
  const L = window.L;
  const map = L.map(container, { zoomSnap: 0.25, minZoom: 3, maxZoom: 18, attributionControl: false });
  L.control.attribution({ prefix: 'Leaflet', position: 'topright' }).addTo(map);
  if (city.tiles) L.tileLayer(city.tiles, { attribution: city.tilesCredit }).addTo(map);

  const still = { interactive: false };
  const districts = L.geoJSON(shapes.districts, { ...still, style: { className: 'district', ...(city.tiles ? { fill: false } : {}) } });
  const home = districts.getBounds();
  // Layers on a canvas need a view before they are added.
  map.fitBounds(home, { padding: [8, 8] });
  districts.addTo(map);
  L.geoJSON(shapes.streets, { ...still, filter: f => f.properties.class === 'river', style: { className: 'river' } }).addTo(map);
  // Streets lie over the districts, which would whiten them.
  Object.assign(map.createPane('streets').style, { zIndex: 410, pointerEvents: 'none' });
  L.geoJSON(shapes.streets, {
    ...still, renderer: L.canvas({ padding: 0.3, pane: 'streets' }), filter: f => f.properties.class !== 'river',
    style: f => f.properties.class === 'avenue' ? { color: '#c3ccd3', weight: 1.6 } : { color: '#dde3e8', weight: 0.8 },
  }).addTo(map);

  const labels = L.layerGroup().addTo(map);
  onLanguage(() => {
    labels.clearLayers();
    for (const { properties } of shapes.districts.features) {
      const icon = L.divIcon({ className: 'place', html: document.createTextNode(named(properties)).textContent, iconSize: [90, 16] });
      L.marker([properties.label[1], properties.label[0]], { icon, interactive: false, keyboard: false }).addTo(labels);
    }
  });

  const fences = new Map(city.fences.map(fence => [fence.id, drawFence(L, fence).addTo(map)]));
  map.on('click', e => onAsk(e.latlng.lat, e.latlng.lng));

  const dots = new Dots(container, (lat, lon) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; });
  map.on('zoomstart', () => { dots.hidden = true; });
  map.on('zoomend', () => { dots.hidden = false; });
  let asked;
  return {
    dots,
    centre: () => { const c = map.getCenter(); return [c.lat, c.lng]; },
    showCircle(lat, lon, radius) {
      asked?.remove();
      asked = L.circle([lat, lon], { radius, className: 'asked', interactive: false }).addTo(map);
      if (!map.getBounds().intersects(asked.getBounds())) map.fitBounds(asked.getBounds(), { padding: [40, 40] });
    },
    hideCircle() { asked?.remove(); asked = undefined; },
    fence: (id, name, on) => fences.get(id)?.getElement()?.classList.toggle(name, on),
    goToFence: id => map.fitBounds(fences.get(id).getBounds(), { maxZoom: 15, padding: [60, 60] }),
    goHome: () => map.fitBounds(home, { padding: [8, 8] }),
    goTo: points => map.fitBounds(L.latLngBounds(points), { maxZoom: 15, padding: [40, 40] }),
  };
}

function drawFence(L, fence) {
  const options = { className: 'fence', interactive: false };
  return fence.circle
    ? L.circle([fence.circle.latitude, fence.circle.longitude], { ...options, radius: fence.circle.radius })
    : L.geoJSON(fence.geometry, { ...options, style: options }).getLayers()[0];
}
