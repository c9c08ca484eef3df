/** Reports seconds really watched, every ten seconds and when the page is left; a report that fails goes with the next. */
const video = document.querySelector<HTMLVideoElement>('video[data-watch]');
const line = document.querySelector<HTMLElement>('#watched');

if (video) {
  const address = video.dataset['watch'] ?? '';
  let last = 0;
  let pending = 0;
  video.addEventListener('timeupdate', () => {
    const step = video.currentTime - last;
    if (step > 0 && step < 2) pending += step;
    last = video.currentTime;
  });
  const report = async (): Promise<void> => {
    const seconds = Math.floor(pending);
    if (seconds < 1) return;
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ seconds }),
        keepalive: true,
      });
      if (!answer.ok) return;
      pending -= seconds;
      const { watched_s: watched } = (await answer.json()) as { watched_s: number };
      if (line) line.textContent = (line.textContent ?? '').replace(/[\d.,]+/, String(watched));
    } catch {
      // No line just now: the seconds stay pending.
    }
  };
  window.setInterval(() => void report(), 10_000);
  video.addEventListener('ended', () => void report());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void report();
  });
}
