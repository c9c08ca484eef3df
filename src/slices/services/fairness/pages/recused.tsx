import { Alert, Button, Choices, emptyForm, Form } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { Recusal } from '../../model.ts';
import { words } from '../words.ts';

/** Why an officer keeps away from this case; or the question that they answer first. */
export function Recused({ lang, id, recusal }: { readonly lang: Lang; readonly id: string; readonly recusal: Recusal }) {
  const w = words(lang);
  return (
    <Alert tone="warn" title={w.recused}>
      <p>{w.recusal[recusal]}</p>
      {recusal === 'kin-name' && (
        <Form action={href(lang, `/kerja/${id}/keluarga`)}>
          <Choices
            lang={lang}
            form={emptyForm}
            name="kin"
            label={w.kinQuestion}
            options={[
              { value: 'bukan', label: w.kinNo },
              { value: 'keluarga', label: w.kinYes },
            ]}
          />
          <p class="note">{w.kinAnswerNote}</p>
          <Button kind="plain">{w.kinAnswer}</Button>
        </Form>
      )}
    </Alert>
  );
}
