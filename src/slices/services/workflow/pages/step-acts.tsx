import { roleName } from '#slices/directory';
import { formatDate, type PlainDate } from '#platform/time';
import { Button, Form, type FormState, TextArea } from '#platform/ui';
import { type Lang, type Text, textIn } from '#platform/words';
import type { StepRole, StepOutcome, Workflow } from '../model.ts';
import { outcomeName } from './diagram.tsx';
import { words } from '../words.ts';

/** The step of a case that the reader does, or would do. */
export type OpenStep = {
  readonly key: string;
  readonly name: Text;
  readonly role: StepRole;
  readonly due: PlainDate;
  readonly letter: string | undefined;
  readonly outcomes: readonly StepOutcome[];
};

export type OtherStep = { readonly key: string; readonly name: Text; readonly holder: string | undefined };

type HeadProps = { readonly lang: Lang; readonly step: OpenStep; readonly others: readonly OtherStep[] };

/** Which step this is and until when; what else of the case is under way. */
export function StepHead({ lang, step, others }: HeadProps) {
  const w = words(lang);
  return (
    <>
      <p>
        <strong>{w.stepNow(textIn(step.name, lang), roleName(lang, step.role))}</strong>{' '}
        <span class="note">
          {w.stepDue}: {formatDate(step.due, lang)}
        </span>
      </p>
      {step.letter && <p class="note">{w.letterHere(step.letter)}</p>}
      {others.length > 0 && (
        <>
          <p class="note">{w.otherSteps}</p>
          <ul class="plain">
            {others.map((one) => (
              <li key={one.key}>{one.holder ? w.heldBy(textIn(one.name, lang), one.holder) : w.untaken(textIn(one.name, lang))}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

type PassProps = {
  readonly lang: Lang;
  readonly step: OpenStep;
  readonly workflow: Workflow;
  readonly version: number;
  readonly action: string;
  readonly form: FormState;
};

/** On to what follows, or back to an earlier step, with what colleagues should know. */
export function PassOn({ lang, step, workflow, version, action, form }: PassProps) {
  const w = words(lang);
  const moves = step.outcomes.filter((one) => one.kind === 'next' || one.kind === 'back');
  if (moves.length === 0) return null;
  return (
    <section class="case-act" aria-label={w.passOn}>
      <Form action={action}>
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="step" value={step.key} />
        <TextArea lang={lang} form={form} name="finding" label={w.finding} hint={w.findingHint} rows={2} maxLength={2000} optional />
        <div class="button-row">
          {moves.map((move) => (
            <Button
              key={move.kind === 'back' ? move.to : ''}
              name="to"
              value={move.kind === 'back' ? move.to : ''}
              kind={move.kind === 'back' ? 'plain' : 'primary'}
              icon={move.kind === 'back' ? 'arrow-left' : 'arrow-right'}
            >
              {move.kind === 'back' ? outcomeName(lang, workflow, move) : w.passOn}
            </Button>
          ))}
        </div>
      </Form>
    </section>
  );
}
