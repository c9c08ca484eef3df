import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { alsoInEnglish, arrived } from './look.ts';

type Question = { readonly answer: string };
type Module = { readonly kind: 'page' | 'video' | 'quiz'; readonly title: { readonly id: string }; readonly questions?: readonly Question[] };

/** Everything that the course asks for online: readings, the video at its own pace, the quiz with the right answers. */
export async function studyOnline(page: Page, slug: string): Promise<void> {
  const { modules } = JSON.parse(await readFile(`database/seed/courses/${slug}.json`, 'utf8')) as { readonly modules: readonly Module[] };
  for (const module of modules) {
    await page.goto(`/belajar/${slug}`);
    await page.getByRole('link', { name: module.title.id }).first().click();
    await arrived(page, module.title.id);
    await alsoInEnglish(page);
    if (module.kind === 'video') await watch(page);
    if (module.kind === 'page') await page.getByRole('button', { name: 'Sudah saya baca' }).click();
    if (module.kind === 'quiz') {
      for (const [at, question] of (module.questions ?? []).entries()) await page.locator(`main input[name=q${at + 1}][value=${question.answer}]`).check();
      await page.getByRole('button', { name: 'Kirim jawaban' }).click();
      await arrived(page, module.title.id);
    }
  }
}

/** Plays to the end; what was watched is counted by the server as it goes. */
async function watch(page: Page): Promise<void> {
  await page.locator('video').evaluate(async (video: HTMLVideoElement) => {
    video.muted = true;
    await video.play();
    await new Promise((resolve) => {
      video.addEventListener('ended', resolve, { once: true });
    });
  });
  await page.waitForTimeout(1500);
}

/** A seat in the class of this name. */
export async function takeSeat(page: Page, slug: string, title: string): Promise<void> {
  await page.goto(`/belajar/${slug}`);
  await arrived(page, /./);
  await page
    .locator('main section', { has: page.getByRole('heading', { name: title }) })
    .last()
    .getByRole('button', { name: 'Minta kursi' })
    .click();
  await page.getByText('Anda punya kursi').first().waitFor();
}
