import { Button, Choices, ErrorSummary, Form, type FormState, PageHead, Select, TextField } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { redrawReasons } from '../../model.ts';
import { words } from '../words.ts';

export type DrawView = {
  readonly lang: Lang;
  readonly id: string;
  readonly ticket: string;
  readonly form: FormState;
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  /** Drawn before for this case. */
  readonly isSecond: boolean;
};

export function DrawPage({ lang, id, ticket, form, colleagues, isSecond }: DrawView) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.drawExaminer} kicker={ticket} lead={w.drawLead} back={{ href: href(lang, `/kerja/${id}`), label: w.backToCase }} />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `/kerja/${id}/undi`)}>
        {isSecond && (
          <Select
            lang={lang}
            form={form}
            name="again"
            label={w.againWhy}
            blank={w.againBlank}
            options={redrawReasons.map((value) => ({ value, label: w.againReasons[value] }))}
          />
        )}
        <TextField lang={lang} form={form} name="examiners" label={w.howMany} inputmode="numeric" width="short" />
        <Choices
          lang={lang}
          form={form}
          name="away"
          label={w.away}
          hint={w.awayHint}
          many
          optional
          options={colleagues.map((one) => ({ value: one.id, label: one.name }))}
        />
        <Button>{w.announce}</Button>
      </Form>
    </>
  );
}
