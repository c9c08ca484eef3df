/**
 * Sends each choice at once and says when it is on disk; a choice that could not be sent is tried again, newest last. Time is
 * the server's: the page only counts down what it was told.
 */
const place = document.querySelector<HTMLElement>('#answer');
const line = document.querySelector<HTMLElement>('#answer-state');
const clock = document.querySelector<HTMLElement>('#time-left');

let sequence = Date.now();
let retry = 0;

async function send(choice: string): Promise<void> {
  sequence += 1;
  const mine = sequence;
  window.clearTimeout(retry);
  try {
    const answer = await fetch(place?.dataset['address'] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ choice, sequence: mine }),
      keepalive: true,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    if (line && mine === sequence) line.textContent = place?.dataset['saved'] ?? '';
  } catch {
    if (line) line.textContent = place?.dataset['notSaved'] ?? '';
    retry = window.setTimeout(() => void send(choice), 3000);
  }
}

place?.addEventListener('change', (event) => {
  const input = event.target;
  if (input instanceof HTMLInputElement && input.name === 'choice') void send(input.value);
});

if (clock) {
  const started = performance.now();
  const total = Number(clock.dataset['seconds']);
  window.setInterval(() => {
    const left = Math.max(0, total - (performance.now() - started) / 1000);
    clock.textContent = (clock.textContent ?? '').replace(/\d+/, String(Math.ceil(left / 60)));
  }, 5000);
}

export {};
