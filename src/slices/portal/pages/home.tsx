import type { Message } from '#platform/mail';
import { formatDate, formatInstant, type Instant, partOfDay, todayIn, type Zone } from '#platform/time';
import {
  Button,
  Empty,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  type LinkRow,
  NextStep,
  PageHead,
  Prose,
  Section,
  Split,
  Tag,
  TextField,
  type Waiting,
  WaitingList,
} from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import type { PlaceGroup } from '../places.ts';
import { words } from '../words.ts';

type HomeView = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly now: Instant;
  readonly actor: { readonly kind: 'staff' | 'citizen'; readonly name: string; readonly positionName?: string | undefined };
  readonly waits: readonly Waiting[];
  readonly places: readonly PlaceGroup[];
};

/** The one thing to do now, then what waits with its names and days; one's own learning and the ways on stand beside it. */
export function HomePage({ lang, zone, now, actor, waits, places }: HomeView) {
  const w = words(lang);
  const today = formatDate(todayIn(now, zone), lang);
  const next = waits.find((one) => one.next)?.next;
  const others = waits.filter((one) => one.press !== 'own');
  const main = others.length > 0 ? others : waits;
  const aside = others.length > 0 ? waits.filter((one) => one.press === 'own') : [];
  const list = (
    <>
      {next ? <NextStep act={next} /> : <NothingWaits lang={lang} kind={actor.kind} />}
      {main.map((one) => (
        <WaitingList key={one.title} one={one} />
      ))}
    </>
  );
  const beside = aside.length + places.length > 0 && (
    <>
      {aside.map((one) => (
        <WaitingList key={one.title} one={one} />
      ))}
      {places.length > 0 && <Places lang={lang} places={places} />}
    </>
  );
  return (
    <>
      <PageHead title={w.hello[partOfDay(now, zone)](actor.name)} lead={actor.positionName ? `${today}. ${actor.positionName}.` : `${today}.`} />
      <div class="home">{beside ? <Split aside={beside}>{list}</Split> : list}</div>
    </>
  );
}

function NothingWaits({ lang, kind }: { readonly lang: Lang; readonly kind: 'staff' | 'citizen' }) {
  const w = words(lang);
  const ways =
    kind === 'citizen'
      ? ([
          ['/layanan', w.allServices],
          ['/aduan', w.reportButton],
        ] as const)
      : ([
          ['/belajar#kursus', w.chooseCourse],
          ['/asesmen', w.takeTest],
        ] as const);
  return (
    <Empty title={w.waitsNone}>
      <p>{kind === 'citizen' ? w.waitsNoneCitizen : w.waitsNoneStaff}</p>
      <div class="button-row">
        {ways.map(([path, label], at) => (
          <LinkButton key={path} kind={at === 0 ? 'primary' : 'plain'} href={href(lang, path)}>
            {label}
          </LinkButton>
        ))}
      </div>
    </Empty>
  );
}

/** Where else one can go, a line for each part of the house. */
function Places({ lang, places }: { readonly lang: Lang; readonly places: readonly PlaceGroup[] }) {
  return (
    <nav class="places" aria-label={words(lang).places}>
      <h2>{words(lang).places}</h2>
      <dl>
        {places.map((part) => (
          <div key={part.name}>
            <dt>{part.name}</dt>
            <dd>
              <ul>
                {part.places.map((place) => (
                  <li key={place.href}>
                    <a href={place.href}>{place.label}</a>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </nav>
  );
}

export function SearchPage({ lang, query, rows }: { readonly lang: Lang; readonly query: string; readonly rows: readonly LinkRow[] }) {
  const w = words(lang);
  const form: FormState = { values: { cari: query }, errors: {} };
  return (
    <>
      <PageHead title={w.search} lead={w.searchLead} />
      <Form action={href(lang, '/cari')} method="get" inline>
        <TextField lang={lang} form={form} name="cari" label={w.search} type="search" maxLength={100} />
        <Button icon="search">{w.search}</Button>
      </Form>
      {query && (
        <Section title={w.results(formatNumber(rows.length, lang))}>{rows.length === 0 ? <Empty title={w.searchNone} /> : <LinkList rows={rows} />}</Section>
      )}
    </>
  );
}

export function MailboxPage({ lang, zone, mails }: { readonly lang: Lang; readonly zone: Zone; readonly mails: readonly Message[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.mailbox} lead={w.mailboxLead} />
      {mails.length === 0 && <Empty title={w.mailboxNone} />}
      {mails.map((mail) => (
        <details class="panel" key={mail.id}>
          <summary>
            {mail.subject} <Tag>{w.mailState[mail.state]}</Tag>
            <div class="note">
              {w.mailTo} {mail.recipient}, {formatInstant(mail.made_at, zone, lang, 'short')}
            </div>
          </summary>
          <pre class="mono prose" lang={mail.lang}>
            {mail.body}
          </pre>
        </details>
      ))}
    </>
  );
}

export function TextPage({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <>
      <PageHead title={title} />
      <Prose text={text} />
    </>
  );
}
