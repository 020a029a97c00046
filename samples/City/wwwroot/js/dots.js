// Draws every device as a dot on one canvas, gliding between its last two places.
export const colours = {
  nmea: '#0072b2', teltonika: '#009e73', gt06: '#4c5b8f', jt808: '#e69f00', h02: '#56b4e9', osmand: '#a23e8c', owntracks: '#333333',
};
const glide = matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : 1000;

export class Dots {
  /** @param project gives x and y on the canvas for latitude and longitude */
  constructor(container, project) {
    this.container = container;
    this.project = project;
    this.devices = new Map();
    this.marked = new Set();
    this.canvas = container.appendChild(Object.assign(document.createElement('canvas'), { className: 'dots' }));
    this.canvas.setAttribute('aria-hidden', 'true');
    this.hidden = false;
    const frame = now => { this.draw(now); requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
  }

  /** Takes a message of the live stream. */
  update(message) {
    const now = performance.now();
    if (message.full) this.devices.clear();
    for (const [id, lat, lon, feed, sos] of message.devices) {
      const known = this.devices.get(id);
      const [fromLat, fromLon] = known ? this.placeOf(known, now) : [lat, lon];
      this.devices.set(id, { id, lat, lon, fromLat, fromLon, since: now, feed: message.feeds[feed], sos: sos === 1 });
    }
    for (const id of message.gone) this.devices.delete(id);
  }

  placeOf(device, now) {
    const share = Math.min(1, (now - device.since) / glide);
    return [device.fromLat + (device.lat - device.fromLat) * share, device.fromLon + (device.lon - device.fromLon) * share];
  }

  draw(now) {
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.container;
    if (this.canvas.width !== width * ratio || this.canvas.height !== height * ratio) {
      this.canvas.width = width * ratio;
      this.canvas.height = height * ratio;
    }
    const pen = this.canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    if (this.hidden) return;
    const later = [];
    for (const device of this.devices.values()) {
      const [x, y] = this.project(...this.placeOf(device, now));
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      if (device.sos || this.marked.has(device.id)) later.push([device, x, y]);
      else this.dot(pen, x, y, width < 600 ? 2.8 : 3.6, colours[device.feed] ?? '#666', '#fff', 1);
    }
    for (const [device, x, y] of later) {
      if (device.sos) this.dot(pen, x, y, 7, '#b3181f', '#fff', 2.5);
      else this.dot(pen, x, y, 5, colours[device.feed] ?? '#666', '#11181d', 2);
      if (device.sos) this.ring(pen, x, y, 11, '#b3181f');
    }
  }

  dot(pen, x, y, radius, fill, edge, width) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.fillStyle = fill;
    pen.fill();
    pen.lineWidth = width;
    pen.strokeStyle = edge;
    pen.stroke();
  }

  ring(pen, x, y, radius, colour) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 7);
    pen.lineWidth = 2;
    pen.strokeStyle = colour;
    pen.stroke();
  }
}
