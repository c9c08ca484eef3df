/**
 * Sends each choice at once and says when it is on disk. What could not be sent waits on the device, also over a reload, and
 * goes when the line is back. Order and time are the server's: the device only counts on from the clock that the page brought.
 */
const place = document.querySelector<HTMLElement>('#answer');
const line = document.querySelector<HTMLElement>('#answer-state');
const prefix = 'jawaban ';
const text = (name: string) => place?.dataset[name] ?? '';

let last = 0;
function nextSequence(): number {
  last = Math.max(last + 1, Math.floor(Number(text('now')) + performance.now()));
  return last;
}

type Waiting = { readonly choice: string; readonly sequence: number };

// A private window may refuse to store: the answer then lives only as long as the page.
const memory = new Map<string, string>();
const shelf = {
  set(address: string, waiting: Waiting) {
    const value = JSON.stringify(waiting);
    memory.set(prefix + address, value);
    try {
      localStorage.setItem(prefix + address, value);
    } catch {
      return;
    }
  },
  drop(address: string, sent: Waiting) {
    const value = JSON.stringify(sent);
    if (memory.get(prefix + address) === value) memory.delete(prefix + address);
    try {
      if (localStorage.getItem(prefix + address) === value) localStorage.removeItem(prefix + address);
    } catch {
      return;
    }
  },
  all(): readonly (readonly [address: string, waiting: Waiting])[] {
    const found = new Map(memory);
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) found.set(key, localStorage.getItem(key) ?? '');
    } catch {
      // Only what is in memory.
    }
    return Array.from(found, ([key, value]) => [key.slice(prefix.length), JSON.parse(value) as Waiting] as const);
  },
};

function say(name: 'saved' | 'saving' | 'notSaved' | 'older'): void {
  if (!line) return;
  line.textContent = text(name);
  line.classList.toggle('unsaved', name === 'notSaved' || name === 'older');
}

let retry = 0;

async function send(address: string, waiting: Waiting): Promise<void> {
  const mine = address === text('address');
  try {
    const reply = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(waiting),
      keepalive: true,
    });
    // Of somebody else who sat here before: it waits for them.
    if (reply.status === 404 && !mine) return;
    const isFinal = reply.ok || (reply.status >= 400 && reply.status < 500 && reply.status !== 401 && reply.status !== 429);
    if (!isFinal) throw new Error(String(reply.status));
    shelf.drop(address, waiting);
    if (!reply.ok || !mine || waiting.sequence < last) return;
    const { outcome } = (await reply.json()) as { readonly outcome: string };
    if (outcome === 'late') window.location.assign(text('result'));
    else say(outcome === 'older' ? 'older' : 'saved');
  } catch {
    if (mine) say('notSaved');
    window.clearTimeout(retry);
    retry = window.setTimeout(flush, 3000);
  }
}

function flush(): void {
  for (const [address, waiting] of shelf.all()) void send(address, waiting);
}

place?.addEventListener('change', (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.name !== 'choice') return;
  const waiting = { choice: input.value, sequence: nextSequence() };
  shelf.set(text('address'), waiting);
  say('saving');
  void send(text('address'), waiting);
});
window.addEventListener('online', flush);
flush();

const clock = document.querySelector<HTMLElement>('#time-left');
const said = document.querySelector<HTMLElement>('#time-said');
if (clock) {
  const total = Number(clock.dataset['seconds']);
  const sentence = (left: number): string => {
    if (left === 0) return clock.dataset['upText'] ?? '';
    if (left > 60) return (clock.dataset['minutesText'] ?? '').replace('{n}', String(Math.ceil(left / 60)));
    return (clock.dataset['secondsText'] ?? '').replace('{n}', String(left));
  };
  let before = total;
  const timer = window.setInterval(() => {
    const left = Math.max(0, Math.ceil(total - performance.now() / 1000));
    clock.textContent = sentence(left);
    // Said aloud at ten minutes, five and one: often enough to plan by, too rare to disturb.
    if (said && [600, 300, 60].some((mark) => before > mark && left <= mark)) said.textContent = sentence(left);
    before = left;
    if (left > 0) return;
    window.clearInterval(timer);
    // The grace for answers on their way is over a little later.
    window.setTimeout(() => window.location.assign(text('result')), 7000);
  }, 1000);
}

export {};
