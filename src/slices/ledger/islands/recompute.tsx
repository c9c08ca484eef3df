import { render } from 'preact';
import { ReplayBox } from '../pages/recompute.tsx';
import { replay } from '../formats/replay.ts';

/** Fetches the whole log and recomputes it here; the server is not asked whether it is right. */
const place = document.querySelector<HTMLElement>('#recompute');
const button = document.querySelector<HTMLButtonElement>('#recompute-start');
const output = document.querySelector<HTMLElement>('#recomputed');
const lang = place?.dataset['lang'] === 'en' ? 'en' : 'id';

async function get(path: string): Promise<Uint8Array> {
  const answer = await fetch(`/ledger/${path}`, path === 'checkpoint' ? { cache: 'no-store' } : {});
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function run(at: HTMLElement): Promise<void> {
  const progress = (done: number, size: number) => render(<ReplayBox lang={lang} state={{ kind: 'running', done, size }} />, at);
  try {
    render(<ReplayBox lang={lang} state={{ kind: 'done', found: await replay({ get, keys: [place?.dataset['vkey'] ?? ''], progress }) }} />, at);
  } catch {
    render(<ReplayBox lang={lang} state={{ kind: 'cut' }} />, at);
  }
}

if (button && output) {
  button.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    void run(output).finally(() => {
      button.disabled = false;
    });
  });
}
