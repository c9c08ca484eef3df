/** Brings the newest attendance code every few seconds without leaving the page. */
const place = document.querySelector<HTMLElement>('#class-code');

async function refresh(): Promise<void> {
  try {
    const answer = await fetch(window.location.href, { headers: { accept: 'text/html' } });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('#class-code');
    if (place && fresh) place.replaceChildren(...fresh.childNodes);
  } catch {
    // No line just now: the next round tries again.
  }
}

if (place) window.setInterval(() => void refresh(), 5000);
