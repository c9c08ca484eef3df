/** Makes photos small before they go up: two fit in 400 KB. What is no photo, or is small already, stays as it is. */
const most_bytes = 190_000;
const sides_px = [1600, 1280, 1024, 800, 640];
const qualities = [0.8, 0.65, 0.5];

function drawn(picture: ImageBitmap, side: number): HTMLCanvasElement {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const packed = (canvas: HTMLCanvasElement, quality: number) => new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));

async function shrunk(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp|heic)$/.test(file.type) || file.size <= most_bytes) return file;
  const picture = await createImageBitmap(file);
  for (const side of sides_px) {
    const canvas = drawn(picture, side);
    for (const quality of qualities) {
      const blob = await packed(canvas, quality);
      if (blob && blob.size <= most_bytes) return new File([blob], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: 'image/jpeg' });
    }
  }
  return file;
}

async function shrink(input: HTMLInputElement): Promise<void> {
  const list = new DataTransfer();
  for (const file of Array.from(input.files ?? [])) list.items.add(await shrunk(file).catch(() => file));
  input.files = list.files;
}

let waiting: Promise<void> = Promise.resolve();
let isShrinking = 0;

document.addEventListener('change', (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== 'file') return;
  isShrinking += 1;
  waiting = waiting.then(() => shrink(input)).finally(() => (isShrinking -= 1));
});

// Who sends while a photo is still being made small waits that moment.
document.addEventListener('submit', (event) => {
  const { submitter, target } = event;
  if (isShrinking === 0 || !(target instanceof HTMLFormElement)) return;
  event.preventDefault();
  void waiting.finally(() => target.requestSubmit(submitter));
});

export {};
