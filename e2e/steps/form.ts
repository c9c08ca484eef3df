import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What is typed or chosen, by the name of the field; of a list, the words that stand in it. */
export type Answers = Readonly<Record<string, string>>;

/** One field of the page, whatever its kind. */
export async function answerField(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`main [name="${name}"]`);
  const kind = await field.first().evaluate((one) => (one instanceof HTMLInputElement ? one.type : one.tagName.toLowerCase()));
  if (kind === 'radio' || kind === 'checkbox') await page.locator(`main [name="${name}"][value="${value}"]`).check();
  else if (kind === 'select') await field.selectOption({ label: value });
  else await field.fill(value);
}

export async function answerForm(page: Page, answers: Answers): Promise<void> {
  for (const [name, value] of Object.entries(answers)) await answerField(page, name, value);
}

/** All that stands in the fields now, but for what is secret and so is not sent back. */
export async function standingIn(page: Page): Promise<Answers> {
  const fields = await page.locator('main form [name]').evaluateAll((all) =>
    all.flatMap((one) => {
      if (one instanceof HTMLSelectElement) return [[one.name, one.selectedOptions[0]?.label ?? '']];
      if (one instanceof HTMLTextAreaElement) return [[one.name, one.value]];
      if (!(one instanceof HTMLInputElement) || one.type === 'password') return [];
      return ['radio', 'checkbox'].includes(one.type) && !one.checked ? [] : [[one.name, one.value]];
    }),
  );
  return Object.fromEntries(fields) as Answers;
}

/** The form came back: a summary says these sentences, each a way to its field. */
export async function refused(page: Page, sentences: readonly (string | RegExp)[]): Promise<void> {
  const links = page.getByRole('alert').getByRole('link');
  await links.first().waitFor();
  expect(await links.allInnerTexts()).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
  for (const target of await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')))
    expect(await page.locator(target).count(), target).toBe(1);
}
