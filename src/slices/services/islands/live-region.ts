/** What changes by itself is fetched again and put in its place; the rest of the page, and what is typed in it, stays. */
const pause_ms = 5000;

function beep(): void {
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  tone.connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.25);
}

async function refresh(): Promise<void> {
  const answer = await fetch(location.href, { credentials: 'same-origin' });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const region of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const next = fresh.getElementById(region.id);
    if (!next || next.innerHTML === region.innerHTML) continue;
    region.replaceChildren(...next.childNodes);
    if (document.querySelector<HTMLInputElement>('[data-sound]')?.checked) beep();
  }
}

const again = () =>
  window.setTimeout(
    () =>
      void refresh()
        .catch(() => undefined)
        .finally(again),
    pause_ms,
  );
again();
for (const label of document.querySelectorAll<HTMLElement>('[data-scripted]')) label.hidden = false;

export {};
