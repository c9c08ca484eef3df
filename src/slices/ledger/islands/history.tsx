import { render } from 'preact';
import { comparePaper } from '../formats/prefix.ts';
import { ComparedBox } from '../pages/history.tsx';

/** Compares in the browser, from the tiles that everybody can fetch: the paper is not sent, and the server is not believed. */
const place = document.querySelector<HTMLElement>('#history');
const output = document.querySelector<HTMLElement>('#compared');
const form = place?.querySelector('form');
const area = form?.querySelector('textarea');
const keys = JSON.parse(place?.dataset['keys'] ?? '[]') as readonly string[];
const lang = place?.dataset['lang'] === 'en' ? 'en' : 'id';

async function get(path: string): Promise<Uint8Array> {
  const answer = await fetch(`/ledger/${path}`, path === 'checkpoint' ? { cache: 'no-store' } : {});
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function compare(paper: string): Promise<void> {
  const newest = new TextDecoder().decode(await get('checkpoint'));
  const compared = await comparePaper({ paper, newest, keys, get });
  const box = document.createElement('div');
  render(<ComparedBox lang={lang} compared={compared} />, box);
  output?.replaceChildren(box);
  output?.scrollIntoView({ block: 'nearest' });
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  // Without a connection to the tiles the server still answers.
  compare(area?.value ?? '').catch(() => form.submit());
});
