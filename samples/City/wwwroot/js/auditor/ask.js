// Questions to the ledger, each with who looks and why.
import { word } from '../words.js';

let looker = JSON.parse(sessionStorage.getItem('looker') ?? 'null');

export const currentLooker = () => looker;

export function look(actor, reason) {
  looker = { actor, reason };
  sessionStorage.setItem('looker', JSON.stringify(looker));
}

/** The address of a question. */
export function address(path, values = {}) {
  const query = new URLSearchParams({ ...looker, ...values });
  for (const [key, value] of [...query]) if (value === '' || value === 'undefined') query.delete(key);
  return `api/ledger/${path}?${query}`;
}

/** Asks; an answer that is none comes as { problem }. */
export async function ask(path, values) {
  try {
    const response = await fetch(address(path, values));
    const answer = await response.json();
    return response.ok ? answer : { problem: answer.problem ?? word('noAnswer') };
  } catch {
    return { problem: word('noAnswer') };
  }
}
