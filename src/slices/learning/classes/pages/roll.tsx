import { Button, Choices, Empty, ErrorSummary, Facts, Form, type FormState, LinkButton, PageHead, said, Section, Split } from '#platform/ui';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

type View = {
  readonly lang: Lang;
  readonly id: string;
  readonly title: Text;
  readonly agenda: Text;
  readonly when: string;
  readonly where: string;
  readonly tutor: string;
  readonly capacity: number;
  readonly seated: readonly { readonly seatId: string; readonly name: string; readonly nip: string; readonly attended: boolean }[];
  readonly waiting: readonly string[];
  readonly change: string | undefined;
  readonly form: FormState;
};

/** A class as its tutor holds it: who has a seat, who came, who waits. */
export function RollPage({ lang, id, title, agenda, when, where, tutor, capacity, seated, waiting, change, form }: View) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const came = seated.filter((one) => one.attended).length;
  return (
    <>
      <PageHead title={said(title, lang)} lead={when} back={{ href: href(lang, '/kelas'), label: w.teach }}>
        <LinkButton kind="primary" href={href(lang, `/kelas/${id}/kode`)} icon="qrcode">
          {w.showCode}
        </LinkButton>
        {change && (
          <LinkButton href={change} icon="edit">
            {w.changeClass}
          </LinkButton>
        )}
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      <Split
        aside={
          <>
            <Facts
              facts={[
                [w.where, where],
                [w.tutor, tutor],
                [w.seatsHead, w.seats(n(seated.length), n(capacity))],
                [w.present, w.presentOf(n(came), n(seated.length))],
                [w.agenda, said(agenda, lang)],
              ]}
            />
            {waiting.length > 0 && (
              <Section title={w.waiting(n(waiting.length))}>
                <ol class="plain">
                  {waiting.map((name, at) => (
                    <li key={`${at} ${name}`}>{name}</li>
                  ))}
                </ol>
              </Section>
            )}
          </>
        }
      >
        <h2>{w.list}</h2>
        {seated.length === 0 ? <Empty title={w.rollNone} /> : <Roll lang={lang} id={id} seated={seated} errors={form.errors} />}
      </Split>
    </>
  );
}

function Roll({ lang, id, seated, errors }: Pick<View, 'lang' | 'id' | 'seated'> & { readonly errors: FormState['errors'] }) {
  const w = words(lang);
  const ticked: FormState = { values: { seats: seated.filter((one) => one.attended).map((one) => one.seatId) }, errors };
  return (
    <Form action={href(lang, `/kelas/${id}/daftar-hadir`)}>
      <Choices
        lang={lang}
        form={ticked}
        name="seats"
        label={w.present}
        hint={w.rollHint}
        many
        options={seated.map((one) => ({ value: one.seatId, label: one.name, hint: one.nip }))}
      />
      <Button icon="check">{w.saveList}</Button>
    </Form>
  );
}
