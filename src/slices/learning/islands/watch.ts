/** Reports seconds really watched, every ten seconds and when the page is left; a report that fails goes with the next. */
const video = document.querySelector<HTMLVideoElement>('video[data-watch]');
const line = document.querySelector<HTMLElement>('#watched');

if (video) {
  const address = video.dataset['watch'] ?? '';
  let last = 0;
  let pending = 0;
  let begun = false;
  const post = (seconds: number): Promise<Response> =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ seconds }),
      keepalive: true,
    });
  video.addEventListener('timeupdate', () => {
    const step = video.currentTime - last;
    if (step > 0 && step < 2) pending += step;
    last = video.currentTime;
  });
  // The server counts from here: before the first report nothing has been watched.
  const begin = async (): Promise<void> => {
    if (begun) return;
    begun = true;
    try {
      begun = (await post(0)).ok;
    } catch {
      begun = false;
    }
  };
  const report = async (): Promise<void> => {
    const seconds = Math.floor(pending);
    if (seconds < 1 || !begun) return;
    pending -= seconds;
    try {
      const answer = await post(seconds);
      if (!answer.ok) throw new Error(String(answer.status));
      const { watched_s: watched } = (await answer.json()) as { watched_s: number };
      if (line) line.textContent = (line.dataset['text'] ?? '').replace('{n}', String(watched));
    } catch {
      pending += seconds; // No line just now.
    }
  };
  video.addEventListener('play', () => void begin());
  window.setInterval(() => void report(), 10_000);
  video.addEventListener('ended', () => void report());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void report();
  });
}

export {};
