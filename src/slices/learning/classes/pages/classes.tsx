import { QrCode } from '#platform/charts';
import {
  Alert,
  Button,
  Choices,
  Empty,
  ErrorSummary,
  Facts,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  PageHead,
  Panel,
  Section,
  TextField,
} from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { textIn } from '../../content/pages/learn.tsx';
import type { SeatState } from '../../model.ts';
import { words } from '../../words.ts';

export type ClassCard = {
  readonly id: string;
  readonly title: Text;
  readonly agenda: Text;
  readonly when: string;
  readonly room: string | null;
  readonly meetingLink: string | null;
  readonly tutor: string;
  readonly seated: number;
  readonly capacity: number;
  readonly waiting: number;
  readonly mine: { readonly state: SeatState; readonly place: number; readonly attended: boolean } | undefined;
  readonly isOver: boolean;
};

export function ClassCards({ lang, classes, mayAsk }: { readonly lang: Lang; readonly classes: readonly ClassCard[]; readonly mayAsk: boolean }) {
  const w = words(lang);
  if (classes.length === 0) return <Empty title={w.classesNone} />;
  return (
    <div class="stack">
      <p class="note">{w.classNeeded}</p>
      {classes.map((one) => (
        <Panel key={one.id} title={textIn(one.title, lang)}>
          <Facts
            facts={[
              [w.when, one.when],
              [
                w.where,
                one.room ?? (
                  <a key="link" href={one.meetingLink ?? ''}>
                    {one.meetingLink}
                  </a>
                ),
              ],
              [w.tutor, one.tutor],
              [w.seats(formatNumber(one.seated, lang), formatNumber(one.capacity, lang)), one.waiting > 0 ? w.waiting(formatNumber(one.waiting, lang)) : ''],
            ]}
          />
          <p>{textIn(one.agenda, lang)}</p>
          <SeatActions lang={lang} one={one} mayAsk={mayAsk} />
        </Panel>
      ))}
    </div>
  );
}

function SeatActions({ lang, one, mayAsk }: { readonly lang: Lang; readonly one: ClassCard; readonly mayAsk: boolean }) {
  const w = words(lang);
  if (one.mine?.attended) return <Alert tone="good">{w.attended}</Alert>;
  if (one.mine) {
    return (
      <>
        <p>{one.mine.state === 'seated' ? w.seated : w.waitingAt(formatNumber(one.mine.place, lang))}</p>
        <div class="button-row">
          {one.mine.state === 'seated' && (
            <LinkButton kind="primary" href={href(lang, `/kelas/${one.id}/hadir`)} icon="qrcode">
              {w.attend}
            </LinkButton>
          )}
          {!one.isOver && (
            <Form action={href(lang, `/kelas/${one.id}/batal`)} inline>
              <Button kind="plain">{w.giveUp}</Button>
            </Form>
          )}
        </div>
      </>
    );
  }
  if (!mayAsk || one.isOver) return null;
  return (
    <Form action={href(lang, `/kelas/${one.id}/daftar`)} inline>
      <Button icon="plus">{w.askSeat}</Button>
    </Form>
  );
}

export function AttendPage({ lang, id, title, form }: { readonly lang: Lang; readonly id: string; readonly title: Text; readonly form: FormState }) {
  const w = words(lang);
  return (
    <>
      <PageHead kicker={textIn(title, lang)} title={w.attend} lead={w.attendLead} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `/kelas/${id}/hadir`)}>
        <TextField lang={lang} form={form} name="code" label={w.classCode} inputmode="numeric" width="short" autocomplete="off" />
        <Button icon="check">{w.attend}</Button>
      </Form>
    </>
  );
}

/** For the screen of the room: large, and new every 20 seconds. */
export function CodeScreen({
  lang,
  id,
  title,
  code,
  address,
}: {
  readonly lang: Lang;
  readonly id: string;
  readonly title: Text;
  readonly code: string;
  readonly address: string;
}) {
  const w = words(lang);
  return (
    <>
      <PageHead kicker={textIn(title, lang)} title={w.codeTitle} lead={w.codeLead} back={{ href: href(lang, `/kelas/${id}`), label: w.list }} />
      <div class="big-qr" id="class-code" data-refresh="5">
        <QrCode text={address} label={w.codeTitle} />
        <p class="figure-value mono">{code.replace(/(\d{4})/, '$1 ')}</p>
      </div>
      <p class="note">{w.codeRefresh}</p>
    </>
  );
}

export type TaughtClass = { readonly id: string; readonly title: Text; readonly when: string; readonly seated: number; readonly capacity: number };

export function TeachPage({ lang, classes }: { readonly lang: Lang; readonly classes: readonly TaughtClass[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.teach} />
      {classes.length === 0 ? (
        <Empty title={w.teachNone} />
      ) : (
        <LinkList
          rows={classes.map((one) => ({
            href: href(lang, `/kelas/${one.id}`),
            title: textIn(one.title, lang),
            icon: 'calendar',
            note: one.when,
            side: w.seats(formatNumber(one.seated, lang), formatNumber(one.capacity, lang)),
          }))}
        />
      )}
    </>
  );
}

type ListView = {
  readonly lang: Lang;
  readonly id: string;
  readonly title: Text;
  readonly when: string;
  readonly seated: readonly { readonly seatId: string; readonly name: string; readonly nip: string; readonly attended: boolean }[];
  readonly waiting: readonly string[];
  readonly form: FormState;
};

export function AttendanceList({ lang, id, title, when, seated, waiting, form }: ListView) {
  const w = words(lang);
  const ticked: FormState = { values: { seats: seated.filter((one) => one.attended).map((one) => one.seatId) }, errors: form.errors };
  return (
    <>
      <PageHead title={textIn(title, lang)} lead={when} back={{ href: href(lang, '/kelas'), label: w.teach }}>
        <LinkButton kind="primary" href={href(lang, `/kelas/${id}/kode`)} icon="qrcode">
          {w.showCode}
        </LinkButton>
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      <Section title={w.list}>
        {seated.length === 0 ? (
          <Empty title={w.teachNone} />
        ) : (
          <Form action={href(lang, `/kelas/${id}/daftar-hadir`)}>
            <Choices
              lang={lang}
              form={ticked}
              name="seats"
              label={w.present}
              many
              options={seated.map((one) => ({ value: one.seatId, label: one.name, hint: one.nip }))}
            />
            <Button icon="check">{w.saveList}</Button>
          </Form>
        )}
      </Section>
      {waiting.length > 0 && (
        <Section title={w.waiting(formatNumber(waiting.length, lang))}>
          <ol class="plain">
            {waiting.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
