import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Tabler's icons that the product uses, drawn into src/platform/ui/icons.ts: `node tools/icons.ts`. */
const names = [
  'search',
  'check',
  'x',
  'alert-triangle',
  'info-circle',
  'circle-check',
  'clock',
  'calendar',
  'file-text',
  'download',
  'printer',
  'upload',
  'user',
  'users',
  'building',
  'books',
  'school',
  'certificate',
  'clipboard-check',
  'clipboard-list',
  'message-circle',
  'shield-check',
  'chart-bar',
  'arrow-right',
  'arrow-left',
  'chevron-right',
  'lock',
  'logout',
  'qrcode',
  'send',
  'edit',
  'plus',
  'trash',
  'map-pin',
  'flask',
  'ball-football',
  'heart-handshake',
  'video',
  'world',
  'eye',
  'list-check',
  'trending-up',
  'mail',
  'key',
  'briefcase',
  'bulb',
  'menu-2',
] as const;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function drawing(name: string): Promise<string> {
  const svg = await readFile(join(root, 'node_modules/@tabler/icons/icons/outline', `${name}.svg`), 'utf8');
  const paths = Array.from(svg.matchAll(/ d="([^"]+)"/g), (match) => match[1] ?? '').filter((d) => d !== 'M0 0h24v24H0z');
  return `  '${name}': '${paths.join('')}',`;
}

const lines = await Promise.all(names.map(drawing));
const text = `// Made by tools/icons.ts from @tabler/icons (MIT); not by hand.\nexport const icons = {\n${lines.join('\n')}\n} as const;\n\nexport type IconName = keyof typeof icons;\n`;
await writeFile(join(root, 'src/platform/ui/icons.ts'), text);
