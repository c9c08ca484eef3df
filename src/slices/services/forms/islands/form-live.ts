import type { Answers } from '../../model.ts';
import { hintedForm, type JsonSchema } from '../hints.ts';
import { fieldAt, pickAnswers } from '../rules.ts';
import { judge } from '../validate.ts';

/** Asks and stops asking at once what other answers on the page call up, adds up what is computed, and says when an answer does not fit. */
const form = document.querySelector<HTMLFormElement>('form[data-schema]');

function sent(of: HTMLFormElement): Record<string, string | string[]> {
  const raw: Record<string, string | string[]> = {};
  new FormData(of).forEach((value, name) => {
    if (typeof value !== 'string') return;
    const before = raw[name];
    raw[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  });
  return raw;
}

/** Takes the question out of its template, or puts it back, where it is not sent. */
function ask(place: HTMLElement, isAsked: boolean): void {
  const isHidden = place instanceof HTMLTemplateElement;
  if (isAsked !== isHidden) return;
  const other = document.createElement(isHidden ? 'div' : 'template');
  other.dataset['asked'] = place.dataset['asked'] ?? '';
  if (isHidden) other.className = 'asked';
  const into = other instanceof HTMLTemplateElement ? other.content : other;
  into.append(...Array.from(isHidden ? place.content.childNodes : place.childNodes));
  place.replaceWith(other);
}

function say(of: HTMLFormElement, path: string, sentence: string | undefined): void {
  const input = of.querySelector<HTMLElement>(`#f-${path}`);
  const field = input?.closest<HTMLElement>('.field');
  if (!input || !field) return;
  field.querySelector(`#e-${path}`)?.remove();
  field.classList.toggle('wrong', sentence !== undefined);
  input.removeAttribute('aria-invalid');
  if (sentence === undefined) return;
  const note = document.createElement('p');
  note.className = 'field-error';
  note.id = `e-${path}`;
  note.setAttribute('role', 'alert');
  note.textContent = sentence;
  field.querySelector('label, legend')?.after(note);
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', note.id);
}

/*
 * Pressing a button ends the field before, in the middle of the press: a sentence that came in then would push the button from under
 * the finger, and nothing would be sent.
 */
const press = { isDown: false, waiting: [] as (() => void)[] };

function onceReleased(act: () => void): void {
  if (press.isDown) press.waiting.push(act);
  else act();
}

addEventListener('pointerdown', () => {
  press.isDown = true;
});
for (const end of ['pointerup', 'pointercancel'])
  addEventListener(end, () =>
    setTimeout(() => {
      press.isDown = false;
      for (const act of press.waiting.splice(0)) act();
    }),
  );

async function live(of: HTMLFormElement): Promise<void> {
  const answer = await fetch(of.dataset['schema'] ?? '', { credentials: 'same-origin' });
  const schema = (await answer.json()) as JsonSchema;
  const definition = hintedForm(schema);
  const fields = definition.steps[Number(of.dataset['page']) - 1]?.fields ?? [];
  const known = JSON.parse(of.dataset['known'] ?? '{}') as Answers;
  const sentences = JSON.parse(of.dataset['sentences'] ?? '{}') as Record<string, string>;
  const money = new Intl.NumberFormat('id-ID');
  const look = (changed: string | undefined) => {
    const { shown, faults, instance } = judge({ form: definition, schema }, { ...known, ...pickAnswers(fields, sent(of)) }, {});
    for (const place of Array.from(of.querySelectorAll<HTMLElement>('[data-asked]'))) ask(place, shown.has(place.dataset['asked'] ?? ''));
    for (const place of Array.from(of.querySelectorAll<HTMLOutputElement>('output[id]'))) {
      const [key = '', row, inner = ''] = place.id.slice(2).split('-');
      const value = row === undefined ? instance[key] : (instance[key] as readonly (typeof instance)[] | undefined)?.[Number(row)]?.[inner];
      place.textContent = typeof value === 'number' ? `${place.dataset['money'] ? 'Rp' : ''}${money.format(value)}` : '–';
    }
    if (changed === undefined) return;
    const fault = faults[changed];
    say(of, changed, fault === undefined ? undefined : sentenceFor(changed, fault));
  };
  // That something is still open is said when the page is sent, not while it is filled in.
  const sentenceFor = (path: string, fault: string) =>
    sentences[fault] === undefined ? undefined : (fieldAt(definition, path)?.field.message?.[langOf()] ?? sentences[fault]);
  of.addEventListener('change', (event) => {
    const { name, type } = event.target as HTMLInputElement;
    if (type !== 'file') onceReleased(() => look(name));
  });
  look(undefined);
}

function langOf(): 'id' | 'en' {
  return document.documentElement.lang === 'en' ? 'en' : 'id';
}

// Nothing is fetched for who only reads.
form?.addEventListener('focusin', () => void live(form).catch(() => undefined), { once: true });
