import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '#test/chromium';

/** Draws the seed courses' videos, one minute of captioned slides each, and records them: `node tools/record-videos.ts`. */
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const courses = join(root, 'database/seed/courses');

type Course = { slug: string; title: { id: string }; modules: { kind: string; caption?: { id: string } }[] };

function slidesOf(course: Course): readonly string[] {
  const caption = course.modules.find((module) => module.kind === 'video')?.caption?.id ?? '';
  return [course.title.id, ...caption.split(/(?<=[.!?])\s+/)];
}

// Runs in the page.
async function record(slides: readonly string[], seconds: number): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  document.body.append(canvas);
  const pen = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(5), { mimeType: 'video/webm;codecs=vp8', videoBitsPerSecond: 70_000 });
  const chunks: Blob[] = [];
  recorder.ondataavailable = (event) => chunks.push(event.data);
  const started = performance.now();
  const draw = () => {
    if (!pen) return;
    const share = (performance.now() - started) / 1000 / seconds;
    pen.fillStyle = '#1f2855';
    pen.fillRect(0, 0, 640, 360);
    pen.fillStyle = '#ff1800';
    for (let x = 0; x < 640; x += 20) {
      pen.beginPath();
      pen.moveTo(x, 360);
      pen.lineTo(x + 10, 348);
      pen.lineTo(x + 20, 360);
      pen.fill();
    }
    pen.fillStyle = '#629cef';
    pen.fillRect(0, 0, 640 * share, 6);
    const at = Math.min(slides.length - 1, Math.floor(share * slides.length));
    pen.fillStyle = '#ffffff';
    pen.font = at === 0 ? '600 34px sans-serif' : '26px sans-serif';
    const words = (slides[at] ?? '').split(' ');
    let line = '';
    let y = 120;
    for (const word of words) {
      if (pen.measureText(`${line} ${word}`).width > 560) {
        pen.fillText(line, 40, y);
        line = word;
        y += 38;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    pen.fillText(line, 40, y);
  };
  draw();
  recorder.start(1000);
  const timer = setInterval(draw, 200);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  clearInterval(timer);
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const browser = await launchBrowser();
for (const name of (await readdir(courses)).sort()) {
  const course = JSON.parse(await readFile(join(courses, name), 'utf8')) as Course;
  const page = await browser.newPage();
  const base64 = await page.evaluate(`(${record.toString()})(${JSON.stringify(slidesOf(course))}, 60)`);
  await writeFile(join(root, 'database/seed/videos', `${course.slug}.webm`), Buffer.from(String(base64), 'base64'));
  await page.close();
}
await browser.close();
