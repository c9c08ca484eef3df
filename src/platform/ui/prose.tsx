import type { JSX } from 'preact';

/** Text that an author wrote: blank lines part paragraphs, `## ` begins a heading, `- ` a list. No markup of theirs reaches the page. */
export function Prose({ text, lang }: { readonly text: string; readonly lang?: string | undefined }) {
  const blocks = text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter(Boolean);
  return (
    <div class="prose" lang={lang}>
      {blocks.flatMap((block, at) => blocksOf(block, at))}
    </div>
  );
}

function blocksOf(block: string, at: number): readonly JSX.Element[] {
  const lines = block.split('\n');
  const [first = '', ...rest] = lines;
  if (first.startsWith('## ')) {
    const heading = <h2 key={`h${at}`}>{first.slice(3)}</h2>;
    return rest.length > 0 ? [heading, ...blocksOf(rest.join('\n'), at + 1000)] : [heading];
  }
  const items = lines.filter((line) => line.startsWith('- '));
  if (items.length === 0) return [<p key={at}>{block}</p>];
  const before = lines.filter((line) => !line.startsWith('- '));
  const list = (
    <ul key={`l${at}`}>
      {items.map((item) => (
        <li key={item}>{item.slice(2)}</li>
      ))}
    </ul>
  );
  return before.length > 0 ? [<p key={`p${at}`}>{before.join(' ')}</p>, list] : [list];
}
