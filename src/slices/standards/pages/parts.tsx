import type { ComponentChildren } from 'preact';
import { Icon, Section, Tag } from '#platform/ui';
import type { Lang } from '#platform/words';
import { words } from '../words.ts';

export function Mark({ lang, verified }: { readonly lang: Lang; readonly verified: boolean }) {
  const w = words(lang);
  return verified ? <Tag tone="good">{w.verified}</Tag> : <Tag tone="warn">{w.unverified}</Tag>;
}

type YardstickProps = {
  readonly lang: Lang;
  readonly id: string;
  readonly title: string;
  readonly basis: string;
  readonly source: readonly string[];
  readonly verified: boolean;
  readonly children: ComponentChildren;
};

/** One yardstick: its basis and mark first, then what it says, then where its text was seen. */
export function Yardstick({ lang, id, title, basis, source, verified, children }: YardstickProps) {
  const w = words(lang);
  return (
    <Section title={title} id={id}>
      <p class="row">
        <span class="note">{basis}</span> <Mark lang={lang} verified={verified} />
      </p>
      <div class="yardstick">{children}</div>
      <details class="chart-data">
        <summary>
          <Icon name="chevron-right" /> {w.source}
        </summary>
        <ul class="plain note">
          {source.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </Section>
  );
}

/** A worked example, computed as everywhere in the product. */
export function Example({ lang, children }: { readonly lang: Lang; readonly children: ComponentChildren }) {
  return (
    <aside class="panel sunken">
      <p class="kicker">{words(lang).example}</p>
      {children}
    </aside>
  );
}
