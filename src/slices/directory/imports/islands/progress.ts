/** Keeps the report of a running import fresh: the server draws it, this fetches it again until the work has come to rest. */
const pause_ms = 1000;

async function refresh(): Promise<void> {
  const place = document.querySelector<HTMLElement>('#import');
  const state = place?.dataset['state'];
  if (!place || (state !== 'checking' && state !== 'writing')) return;
  try {
    const answer = await fetch(place.dataset['address'] ?? '', { headers: { accept: 'text/html' } });
    const fresh = answer.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>('#import') : null;
    if (fresh && fresh.dataset['state'] === state) {
      // Only numbers have moved: what has the focus keeps it.
      place.querySelector('meter')?.replaceWith(fresh.querySelector('meter') ?? '');
      place.querySelector('.number')?.replaceWith(fresh.querySelector('.number') ?? '');
      const line = place.querySelector('[role=status]');
      if (line) line.textContent = fresh.querySelector('[role=status]')?.textContent ?? '';
    } else if (fresh) {
      window.location.reload();
      return;
    }
  } catch {
    // The line is down: the work goes on without us, and the next look may succeed.
  }
  window.setTimeout(() => void refresh(), pause_ms);
}

document.querySelector('.without-script')?.remove();
window.setTimeout(() => void refresh(), pause_ms);

export {};
