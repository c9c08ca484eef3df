import { Button, ErrorSummary, Form, type FormState, PageHead, Section, Select, Table, TextField } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { extraTimePercents } from '../../model.ts';
import { words } from '../../words.ts';

type Line = { readonly nip: string; readonly name: string; readonly when: string; readonly percent: number };
type View = { readonly lang: Lang; readonly waiting: readonly Line[]; readonly given: readonly Line[]; readonly form: FormState };

/** Who asked for extra time in tests, who has it, and a form to give it unasked. */
export function ExtraTimePage({ lang, waiting, given, form }: View) {
  const w = words(lang);
  const action = href(lang, '/kelola/waktu-tes');
  const offers = extraTimePercents.map((percent) => ({ value: String(percent), label: w.extraPercents[percent] }));
  return (
    <>
      <PageHead title={w.extraTime} lead={w.extraLead} />
      <ErrorSummary lang={lang} form={form} />
      <Section title={w.extraRequests}>
        {waiting.length === 0 ? (
          <p class="note">{w.extraRequestsNone}</p>
        ) : (
          <Table
            caption={w.extraRequests}
            keyOf={(row) => row.nip}
            rows={waiting}
            columns={[
              { head: w.name, cell: (row) => row.name },
              { head: w.nip, cell: (row) => row.nip },
              { head: w.since, cell: (row) => row.when },
              { head: w.extraDecide, cell: (row) => <Decide lang={lang} nip={row.nip} action={action} /> },
            ]}
          />
        )}
      </Section>
      <Section title={w.extraGiven}>
        {given.length === 0 ? (
          <p class="note">{w.extraGivenNone}</p>
        ) : (
          <Table
            caption={w.extraGiven}
            keyOf={(row) => row.nip}
            rows={given}
            columns={[
              { head: w.name, cell: (row) => row.name },
              { head: w.nip, cell: (row) => row.nip },
              { head: w.since, cell: (row) => row.when },
              { head: w.extraPercent, number: true, cell: (row) => `${formatNumber(row.percent, lang)}%` },
            ]}
          />
        )}
      </Section>
      <Section title={w.extraGive}>
        <Form action={action}>
          <TextField lang={lang} form={form} name="nip" label={w.nip} inputmode="numeric" width="medium" maxLength={30} />
          <Select lang={lang} form={form} name="percent" label={w.extraPercent} options={[...offers, { value: '0', label: w.extraPercents[0] }]} />
          <Button icon="check">{w.extraGive}</Button>
        </Form>
      </Section>
    </>
  );
}

function Decide({ lang, nip, action }: { readonly lang: Lang; readonly nip: string; readonly action: string }) {
  const w = words(lang);
  return (
    <Form action={action} inline>
      <input type="hidden" name="nip" value={nip} />
      {[...extraTimePercents, 0 as const].map((percent) => (
        <Button key={percent} kind="plain" name="percent" value={String(percent)}>
          {w.extraPercents[percent]}
        </Button>
      ))}
    </Form>
  );
}
