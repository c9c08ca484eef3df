import type { NextAct } from './next-step.tsx';
import { LinkList, type LinkRow, Section } from './parts.tsx';

/** In the order in which things press: what runs out, who waits outside, who waits inside, what to keep an eye on, one's own. */
export const presses = ['now', 'citizens', 'colleagues', 'watch', 'own'] as const;

/** What waits for one person, as a slice tells it to the home page. */
export type Waiting = {
  readonly press: (typeof presses)[number];
  readonly title: string;
  readonly lead?: string | undefined;
  readonly rows: readonly LinkRow[];
  readonly more?: { readonly href: string; readonly label: string } | undefined;
  readonly next?: NextAct | undefined;
  /** The people whose data the rows show: that they were looked at is recorded. */
  readonly people?: readonly string[];
};

export function WaitingList({ one }: { readonly one: Waiting }) {
  return (
    <Section title={one.title} more={one.more}>
      {one.lead && <p class="note">{one.lead}</p>}
      {one.rows.length > 0 && <LinkList rows={one.rows} />}
    </Section>
  );
}
