/** Keeps the ticks of the checklist as they are made, and shows at once which files were opened and what is left to do. */
const form = document.querySelector<HTMLFormElement>('.check-form');
const said = form?.querySelector<HTMLElement>('[role=status]');

function tellLeft(what: 'requirements' | 'files', n: number): void {
  const place = document.querySelector<HTMLElement>(`[data-left=${what}]`);
  const number = place?.querySelector('b');
  if (!place || !number) return;
  place.hidden = n === 0;
  number.textContent = String(n);
}

async function save(): Promise<void> {
  if (!form || !said) return;
  const ticked = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string') ticked.append(name, value);
  });
  try {
    const answer = await fetch(form.action, { method: 'POST', body: ticked, redirect: 'manual', credentials: 'same-origin' });
    if (answer.type !== 'opaqueredirect') throw new Error('not saved');
    said.textContent = '';
  } catch {
    said.textContent = form.dataset['unsaved'] ?? '';
  }
}

if (form) {
  form.querySelector('button')?.remove();
  // One at a time: the last tick is the last that is saved.
  let saving = Promise.resolve();
  form.addEventListener('change', () => {
    tellLeft('requirements', form.querySelectorAll('input[name=requirements]:not(:checked)').length);
    saving = saving.then(save);
  });
}

function markSeen(line: Element | null | undefined): void {
  const mark = line?.querySelector<HTMLElement>('[data-seen]');
  const tag = mark?.querySelector('.tag');
  if (!mark || !tag) return;
  tag.textContent = mark.dataset['seen'] ?? '';
  tag.className = 'tag good';
  delete mark.dataset['seen'];
  tellLeft('files', document.querySelectorAll('[data-seen]').length);
}

for (const item of Array.from(document.querySelectorAll('.files li'))) {
  item.querySelector('a')?.addEventListener('click', () => markSeen(item));
  item.querySelector('details')?.addEventListener('toggle', () => markSeen(item));
}

export {};
