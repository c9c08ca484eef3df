import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';

const run = promisify(execFile);

/** What bin/verify makes of a receipt's file. */
export function verify(path: string): Promise<{ readonly code: number; readonly said: string }> {
  return run(process.execPath, ['bin/verify', path]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, said: error.stdout }),
  );
}

/** The same file but for one letter of its salt. */
export function altered(file: string): string {
  return file.replace(/("salt"\s*:\s*")(.)/, (_all, head: string, first: string) => `${head}${first === 'A' ? 'B' : 'A'}`);
}

/** The receipt's file of the case at this address, as its page offers it, once the sequencer has put it in the log. */
export async function receiptFile(page: Page, caseAddress: string): Promise<string> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const text = await (await page.context().request.get(`${caseAddress}/tanda-terima.json`)).text();
    if (text.includes('"proof"')) return text;
    await page.waitForTimeout(250);
  }
  throw new Error('the receipt stayed a promise');
}
