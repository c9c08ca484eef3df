import { Button, Empty, Facts, Form, LinkButton, Panel, said, Tag } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

export type ClassCard = {
  readonly id: string;
  readonly title: Text;
  readonly agenda: Text;
  readonly when: string;
  readonly room: string | null;
  readonly isOnline: boolean;
  /** Only for who has a seat, and until the class ends. */
  readonly meetingLink: string | null;
  readonly tutor: string;
  readonly seated: number;
  readonly capacity: number;
  readonly waiting: number;
  readonly mine: { readonly state: 'seated' | 'waiting'; readonly queue: number; readonly attended: boolean } | undefined;
  readonly time: 'ahead' | 'on' | 'over';
};

export function ClassCards({ lang, classes, mayAsk }: { readonly lang: Lang; readonly classes: readonly ClassCard[]; readonly mayAsk: boolean }) {
  const w = words(lang);
  if (classes.length === 0) return <Empty title={w.classesNone} />;
  const ahead = classes.filter((one) => one.time !== 'over' || one.mine);
  const past = classes.length - ahead.length;
  return (
    <div class="stack">
      {ahead.length === 0 && <Empty title={w.classesNone} />}
      {ahead.map((one) => (
        <Card key={one.id} lang={lang} one={one} mayAsk={mayAsk} />
      ))}
      {past > 0 && <p class="note">{w.classesPast(formatNumber(past, lang))}</p>}
    </div>
  );
}

function Card({ lang, one, mayAsk }: { readonly lang: Lang; readonly one: ClassCard; readonly mayAsk: boolean }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const taken = w.seats(n(one.seated), n(one.capacity));
  const link = one.meetingLink ? (
    <a href={one.meetingLink} rel="noreferrer">
      {one.meetingLink}
    </a>
  ) : (
    w.linkForSeated
  );
  return (
    <Panel title={said(one.title, lang)}>
      <State lang={lang} one={one} />
      <Facts
        facts={[
          [w.when, one.when],
          ...(one.room ? [[w.where, one.room] as const] : []),
          ...(one.isOnline ? [[w.link, link] as const] : []),
          [w.tutor, one.tutor],
          [w.seatsHead, one.waiting > 0 ? `${taken}, ${w.waiting(n(one.waiting))}` : taken],
          [w.agenda, said(one.agenda, lang)],
        ]}
      />
      <SeatActions lang={lang} one={one} mayAsk={mayAsk} />
    </Panel>
  );
}

function State({ lang, one }: { readonly lang: Lang; readonly one: ClassCard }) {
  const w = words(lang);
  if (!one.mine) return null;
  if (one.mine.attended) {
    return (
      <p>
        <Tag tone="good" icon="check">
          {w.attended}
        </Tag>
      </p>
    );
  }
  if (one.time === 'over')
    return (
      <p>
        <Tag>{w.missed}</Tag>
      </p>
    );
  return one.mine.state === 'seated' ? (
    <p>
      <Tag tone="good" icon="check">
        {w.seated}
      </Tag>
    </p>
  ) : (
    <p>
      <Tag tone="warn" icon="clock">
        {w.waitingPlace(formatNumber(one.mine.queue, lang))}
      </Tag>{' '}
      <span class="note">{w.waitingHow}</span>
    </p>
  );
}

function SeatActions({ lang, one, mayAsk }: { readonly lang: Lang; readonly one: ClassCard; readonly mayAsk: boolean }) {
  const w = words(lang);
  const isFull = one.seated >= one.capacity;
  if (one.mine?.attended || one.time === 'over') return null;
  if (!one.mine) {
    if (!mayAsk) return <p class="note">{w.enrolFirst}</p>;
    if (one.time === 'on') return <p class="note">{w.begun}</p>;
    return (
      <Form action={href(lang, `/kelas/${one.id}/daftar`)} inline>
        <Button icon="plus">{isFull ? w.joinQueue : w.askSeat}</Button>
      </Form>
    );
  }
  return (
    <div class="button-row">
      {one.mine.state === 'seated' && (
        <LinkButton kind={one.time === 'on' ? 'primary' : 'plain'} href={href(lang, `/kelas/${one.id}/hadir`)} icon="qrcode">
          {w.attend}
        </LinkButton>
      )}
      {one.mine.state === 'seated' && (
        <LinkButton href={`/kelas/${one.id}/kelas.ics`} icon="calendar">
          {w.calendarFile}
        </LinkButton>
      )}
      {one.time === 'ahead' && (
        <Form action={href(lang, `/kelas/${one.id}/batal`)} inline>
          <Button kind="plain">{one.mine.state === 'seated' ? w.giveUp : w.leaveQueue}</Button>
        </Form>
      )}
    </div>
  );
}
