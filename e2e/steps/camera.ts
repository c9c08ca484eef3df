import type { Page } from 'playwright-core';

/** A photo as a telephone takes it: wide, full of detail, some megabytes. */
export async function takePhoto(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3000, 2250];
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('no canvas');
    for (let at = 0; at < 40_000; at += 1) {
      brush.fillStyle = `hsl(${(at * 47) % 360} 70% ${30 + (at % 50)}%)`;
      brush.fillRect((at * 7919) % 3000, (at * 104_729) % 2250, 5 + (at % 60), 5 + (at % 40));
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
    return Array.from(new Uint8Array(await (blob ?? new Blob()).arrayBuffer()));
  });
  return Buffer.from(bytes);
}
