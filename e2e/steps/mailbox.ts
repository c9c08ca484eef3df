import { expect } from 'vitest';
import type { Visitor } from '#test/browser';
import { arrived } from './look.ts';

/** The newest letter to this address, as the demo shows what it would have sent. */
export async function letterTo({ context }: Pick<Visitor, 'context'>, address: string): Promise<string> {
  const page = await context.newPage();
  await page.goto('/demo/surat');
  await arrived(page, 'Surat peragaan');
  const letter = page.locator('details', { hasText: address }).first();
  expect(await letter.count(), address).toBe(1);
  await letter.locator('summary').click();
  const body = await letter.locator('pre').innerText();
  await page.close();
  return body;
}

export async function codeFor(visitor: Pick<Visitor, 'context'>, address: string): Promise<string> {
  const code = /\b\d{8}\b/.exec(await letterTo(visitor, address))?.[0];
  if (!code) throw new Error(`no code in the letter to ${address}`);
  return code;
}
