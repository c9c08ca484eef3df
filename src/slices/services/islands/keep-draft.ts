/** Saves a step a moment after typing stops, without leaving the page: a cut line or a dead battery loses a few seconds at most. */
const form = document.querySelector<HTMLFormElement>('form[action*="/langkah/"], form[action*="/step/"]');
const saved = document.querySelector<HTMLElement>('.saved');

function shortTime(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(now.getHours())}${document.documentElement.lang === 'id' ? '.' : ':'}${two(now.getMinutes())}`;
}

if (form && saved) {
  let timer = 0;
  const save = async () => {
    // Typed answers only: files go up once, when the step is sent.
    const typed = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === 'string') typed.append(name, value);
    });
    try {
      const answer = await fetch(form.action, { method: 'POST', body: typed, redirect: 'manual', credentials: 'same-origin' });
      if (answer.type !== 'opaqueredirect' && answer.status !== 422) throw new Error('not saved');
      saved.textContent = `${saved.dataset['saved'] ?? ''} ${shortTime()}`;
    } catch {
      saved.textContent = saved.dataset['unsaved'] ?? '';
    }
  };
  form.addEventListener('input', (event) => {
    if ((event.target as HTMLInputElement).type === 'file') return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void save(), 1500);
  });
  form.addEventListener('submit', () => window.clearTimeout(timer));
}

export {};
