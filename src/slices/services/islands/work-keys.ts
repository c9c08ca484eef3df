/** Letters that spare an officer the mouse: never while something is typed, and off for whoever switches them off. */
const help = document.querySelector<HTMLDetailsElement>('details.keys');
const off = help?.querySelector<HTMLInputElement>('input[type=checkbox]');
const picked = document.querySelector<HTMLElement>('[data-picked]');
const rows = () => Array.from(document.querySelectorAll<HTMLTableRowElement>('.work-list > .listed tbody tr'));
const store = 'letter-keys-off';

const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, select') !== null;

function step(by: 1 | -1): void {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const from = here >= 0 ? here : all.findIndex((row) => row.classList.contains('current'));
  const to = from < 0 ? 0 : Math.min(all.length - 1, Math.max(0, from + by));
  all[to]?.querySelector<HTMLElement>('a')?.focus();
}

const keys: Readonly<Record<string, () => void>> = {
  j: () => step(1),
  k: () => step(-1),
  x: () => document.activeElement?.closest('tr')?.querySelector<HTMLInputElement>('input[name=cases]')?.click(),
  '/': () => document.querySelector<HTMLInputElement>('#f-cari')?.focus(),
  '?': () => {
    if (!help) return;
    help.open = !help.open;
    help.querySelector('summary')?.focus();
  },
};

if (help && off) {
  help.hidden = false;
  off.checked = localStorage.getItem(store) !== null;
  off.addEventListener('change', () => {
    if (off.checked) localStorage.setItem(store, '1');
    else localStorage.removeItem(store);
  });
  document.addEventListener('keydown', (event) => {
    const act = keys[event.key.toLowerCase()];
    if (!act || off.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    event.preventDefault();
    act();
  });
}

const menus = () => document.querySelectorAll<HTMLDetailsElement>('.chip-menu[open]');

// A menu of choices closes as menus do: by Escape, which gives the focus back, or by a press elsewhere.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of Array.from(menus())) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});
document.addEventListener('click', (event) => {
  for (const menu of Array.from(menus())) if (!menu.contains(event.target as Node)) menu.open = false;
});

if (picked) {
  const count = () => {
    const n = document.querySelectorAll('input[name=cases]:checked').length;
    picked.hidden = n === 0;
    picked.textContent = `${n} ${picked.dataset['picked'] ?? ''}`;
  };
  document.addEventListener('change', count);
  count();
}

export {};
