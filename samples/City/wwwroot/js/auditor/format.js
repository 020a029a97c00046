// Money, times and the pieces that every section is made of.
import { current, word } from '../words.js';

const decimals = { KRW: 0, JPY: 0, USD: 2, EUR: 2, GBP: 2 };
const locale = () => (current() === 'ko' ? 'ko-KR' : 'en-GB');

/** An amount given as minor units in digits. */
export function money(digits, currency = 'KRW') {
  const places = decimals[currency] ?? 2;
  const isNegative = digits.startsWith('-');
  const units = digits.replace('-', '').padStart(places + 1, '0');
  const text = places ? `${units.slice(0, -places)}.${units.slice(-places)}` : units;
  return new Intl.NumberFormat(locale(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: places }).format((isNegative ? '-' : '') + text);
}

export const count = number => Number(number).toLocaleString(locale());
export const percent = part => part.toLocaleString(locale(), { style: 'percent', minimumFractionDigits: 1 });
export const moment = milliseconds => new Date(milliseconds).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Seoul' });
export const day = iso => new Date(`${iso}T00:00:00+09:00`).toLocaleDateString(locale(), { dateStyle: 'medium', timeZone: 'Asia/Seoul' });

/** A name that data carry in both languages. */
export const name = thing => (current() === 'ko' ? thing.nameKo : thing.nameEn) ?? thing.id;

/** An element with properties and children. */
export function make(tag, properties = {}, ...children) {
  const { dataset, attributes, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  Object.assign(element.dataset, dataset);
  for (const [key, value] of Object.entries(attributes ?? {})) element.setAttribute(key, value);
  element.append(...children.filter(child => child !== undefined && child !== null));
  return element;
}

/** A table: columns are [heading, is it a number]; rows are arrays of texts or elements. */
export function table(caption, columns, rows, foot) {
  const cells = (row, tag) => row.map((content, i) => make(tag, { className: columns[i][1] ? 'number' : '' }, content));
  const head = make('tr', {}, ...columns.map(([heading, isNumber]) => make('th', { className: isNumber ? 'number' : '', scope: 'col' }, heading)));
  const built = make('table', {}, make('caption', { className: 'unseen' }, caption), make('thead', {}, head), make('tbody', {}, ...rows.map(row => make('tr', {}, ...cells(row, 'td')))));
  if (foot) built.append(make('tfoot', {}, make('tr', {}, ...cells(foot, 'td'))));
  return make('div', { className: 'wide', tabIndex: 0, attributes: { role: 'region', 'aria-label': caption } }, built);
}

export const pairs = entries => make('dl', { className: 'pairs' }, ...entries.flatMap(([term, value]) => [make('dt', {}, term), make('dd', {}, value)]));
export const hash = text => make('span', { className: 'hash' }, text);
export const button = (text, onclick, className = '') => make('button', { type: 'button', textContent: text, onclick, className });
export const verdict = (isGood, text) => make('p', { className: `verdict ${isGood ? 'good' : 'bad'}` }, text);

/** Debits and credits as two bars: as long as each other when nothing came from nowhere. */
export function proof(debits, credits, currency) {
  const most = [BigInt(debits), BigInt(credits)].reduce((a, b) => (a > b ? a : b), 1n);
  const bar = (amount, className) => {
    const fill = make('span');
    fill.style.width = `${Number(BigInt(amount) * 10000n / most) / 100}%`;
    return make('div', { className }, fill);
  };
  return make('div', { className: 'proof' },
    make('span', {}, word('debits')), bar(debits, 'debits'), make('b', { className: 'number' }, money(debits, currency)),
    make('span', {}, word('credits')), bar(credits, 'credits'), make('b', { className: 'number' }, money(credits, currency)));
}
