import { Button, ErrorSummary, Form, type FormState, PageHead, said, TextField } from '#platform/ui';
import { href, type Lang, type Text } from '#platform/words';
import { words } from '../../words.ts';

type View = { readonly lang: Lang; readonly id: string; readonly title: Text; readonly when: string; readonly form: FormState };

export function AttendPage({ lang, id, title, when, form }: View) {
  const w = words(lang);
  return (
    <>
      <PageHead
        kicker={
          <>
            {said(title, lang)}, {when}
          </>
        }
        title={w.attend}
        lead={w.attendLead}
      />
      <ErrorSummary lang={lang} form={form} />
      <Form action={href(lang, `/kelas/${id}/hadir`)}>
        <TextField lang={lang} form={form} name="code" label={w.classCode} inputmode="numeric" width="short" autocomplete="off" maxLength={20} />
        <Button icon="check">{w.attend}</Button>
      </Form>
    </>
  );
}
