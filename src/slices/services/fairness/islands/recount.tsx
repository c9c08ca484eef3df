import { render } from 'preact';
import { RecountBox, type RecountState } from '../pages/lots.tsx';
import { type PublishedQueues, recount } from '../recount.ts';
import { sumOf } from '../rules.ts';

/** Fetches the whole log and recomputes a lot or the figures of queues here; the server is not asked whether they are right. */
const place = document.querySelector<HTMLElement>('#recount');
const button = document.querySelector<HTMLButtonElement>('#recount-start');
const output = document.querySelector<HTMLElement>('#recounted');
const lang = place?.dataset['lang'] === 'en' ? 'en' : 'id';
const draw = place?.dataset['draw'];

async function read(path: string): Promise<Uint8Array> {
  const answer = await fetch(path, path.includes('/tile/') ? {} : { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const text = async (path: string) => new TextDecoder().decode(await read(path));

async function count(show: (state: RecountState) => void): Promise<RecountState> {
  const published = draw === undefined ? (JSON.parse(await text('/transparansi/antrean.json')) as PublishedQueues) : undefined;
  const found = await recount({
    get: (path) => read(`/ledger/${path}`),
    vkey: (await text('/ledger/vkey')).trim(),
    published,
    now: Date.now(),
    progress: (done, size) => show({ kind: 'running', done, size }),
  });
  if ('ok' in found) return { kind: 'bad-log', at: found.at };
  if (draw !== undefined) {
    const one = found.draws.find(({ announced }) => announced.draw === draw);
    return { kind: 'draw', verdict: one?.verdict ?? 'missing', earlier: one?.earlier ?? 0 };
  }
  const { taken, outOfTurn } = sumOf(found.rows);
  return { kind: 'figures', taken, outOfTurn, differences: found.differences.length };
}

if (button && output) {
  const show = (state: RecountState) => render(<RecountBox lang={lang} state={state} />, output);
  button.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    void count(show)
      .then(show, () => show({ kind: 'cut' }))
      .finally(() => {
        button.disabled = false;
      });
  });
}
