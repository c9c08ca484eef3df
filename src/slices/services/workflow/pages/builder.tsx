import { roleName } from '#slices/directory';
import { Alert, Button, ErrorSummary, Form, type FormState, Icon, LinkButton, PageHead, Section, Select, Tag, TextField } from '#platform/ui';
import { formatNumber, href, type Lang, langOf, textIn } from '#platform/words';
import type { Stage, Workflow, WorkStep } from '../model.ts';
import { words } from '../words.ts';
import { Flow } from './diagram.tsx';

export type ShownFault = { readonly says: string; readonly step: string | undefined };

export type BuilderView = {
  readonly lang: Lang;
  readonly draft: { readonly id: string; readonly version: number };
  readonly workflow: Workflow | undefined;
  readonly workingDays: number;
  readonly faults: readonly ShownFault[];
  readonly form: FormState;
};

/** A workflow as it is being drawn: its steps to change on the left, its picture beside them, what is wrong with it on top. */
export function BuilderPage(view: BuilderView) {
  const { lang, draft, workflow, form } = view;
  const w = words(lang);
  return (
    <>
      <PageHead title={w.flow} lead={w.builderLead} back={{ href: href(lang, `/kelola/layanan/${draft.id}`), label: w.backToDraft }} />
      <ErrorSummary lang={lang} form={form} />
      {workflow ? <Drawn {...view} workflow={workflow} /> : <None {...view} />}
    </>
  );
}

const addressOf = ({ lang, draft }: BuilderView, more = '') => href(lang, `/kelola/layanan/${draft.id}/alur${more}`);

function Version({ draft }: BuilderView) {
  return <input type="hidden" name="version" value={draft.version} />;
}

function None(view: BuilderView) {
  const w = words(view.lang);
  return (
    <Section title={w.noneDrawn}>
      <p>{w.noneDrawnText}</p>
      <Form action={addressOf(view)}>
        <Version {...view} />
        <Button icon="plus" name="do" value="begin">
          {w.draw}
        </Button>
      </Form>
    </Section>
  );
}

function Drawn(view: BuilderView & { readonly workflow: Workflow }) {
  const { lang, workflow, faults } = view;
  const w = words(lang);
  return (
    <>
      {faults.length > 0 ? (
        <Faults {...view} />
      ) : (
        <Tag tone="good" icon="check">
          {w.isSound}
        </Tag>
      )}
      <div class="flow-builder">
        <div>
          <Form action={addressOf(view)}>
            <Version {...view} />
            <ol class="flow-stages">
              {workflow.stages.map((stage, at) => (
                <StageItem view={view} stage={stage} at={at} key={`${at}`} />
              ))}
            </ol>
          </Form>
          <AddStep {...view} />
          <Form action={addressOf(view)}>
            <Version {...view} />
            <p class="note">{w.clearNote}</p>
            <Button kind="danger" name="do" value="clear">
              {w.clear}
            </Button>
          </Form>
        </div>
        <Flow lang={lang} workflow={workflow} />
      </div>
    </>
  );
}

function Faults(view: BuilderView) {
  const w = words(view.lang);
  return (
    <Alert tone="warn" title={w.faultsTitle}>
      <ul>
        {view.faults.map(({ says, step }) => (
          <li key={says}>{step ? <a href={addressOf(view, `/${step}`)}>{says}</a> : says}</li>
        ))}
      </ul>
    </Alert>
  );
}

type StageProps = { readonly view: BuilderView; readonly stage: Stage; readonly at: number };

function StageItem({ view, stage, at }: StageProps) {
  const w = words(view.lang);
  const n = (value: number) => formatNumber(value, view.lang);
  const isParallel = stage.branches.length > 1;
  return (
    <li>
      <h2>{isParallel ? w.stageParallel(n(at + 1), n(stage.branches.length)) : w.stage(n(at + 1))}</h2>
      {stage.branches.map((steps, branch) => (
        <div class={isParallel ? 'flow-branch' : undefined} key={`${branch}`}>
          {isParallel && <h3>{w.branch(n(branch + 1))}</h3>}
          <ul class="plain">
            {steps.map((step) => (
              <StepItem view={view} step={step} key={step.key} />
            ))}
          </ul>
        </div>
      ))}
    </li>
  );
}

function StepItem({ view, step }: { readonly view: BuilderView; readonly step: WorkStep }) {
  const { lang } = view;
  const w = words(lang);
  const name = textIn(step.name, lang);
  const hidden = <span class="visually-hidden"> {name}</span>;
  return (
    <li class="flow-item" id={`l-${step.key}`}>
      <div>
        <strong lang={langOf(step.name, lang)}>{name}</strong>
        <div class="note">
          {roleName(lang, step.role)}, {w.days(formatNumber(step.days, lang))}
        </div>
      </div>
      <div class="button-row">
        <LinkButton href={addressOf(view, `/${step.key}`)} icon="edit">
          {w.change}
          {hidden}
        </LinkButton>
        <Button kind="plain" name="do" value={`up:${step.key}`}>
          {w.up}
          {hidden}
        </Button>
        <Button kind="plain" name="do" value={`down:${step.key}`}>
          {w.down}
          {hidden}
        </Button>
        <Button kind="plain" name="do" value={`remove:${step.key}`}>
          <Icon name="x" /> {w.remove}
          {hidden}
        </Button>
      </div>
    </li>
  );
}

/** Every place where a step can go, said by the steps that are there. */
function placesOf({ lang, workflow }: BuilderView): readonly { readonly value: string; readonly label: string }[] {
  const w = words(lang);
  const nameOf = (step: WorkStep | undefined) => (step ? textIn(step.name, lang) : '');
  const all = (workflow?.stages ?? []).flatMap(({ branches }, stage) => {
    const names = branches.map((steps) => nameOf(steps.at(-1))).join(', ');
    return [
      { value: `after:${stage}`, label: w.placeAfter(names) },
      { value: `beside:${stage}`, label: w.placeBeside(names) },
      ...(branches.length > 1
        ? branches.map((steps, branch) => ({ value: `in:${stage}:${branch}`, label: w.placeIn(nameOf(steps.at(-1)), formatNumber(branch + 1, lang)) }))
        : []),
    ];
  });
  return [...all.toReversed(), { value: 'after:-1', label: w.placeFirst }];
}

function AddStep(view: BuilderView) {
  const { lang, form } = view;
  const w = words(lang);
  return (
    <Section title={w.addStep} id="tambah">
      <Form action={addressOf(view, '/tambah')}>
        <Version {...view} />
        <TextField lang={lang} form={form} name="name" label={w.stepName} maxLength={80} />
        <TextField lang={lang} form={form} name="nameEn" label={w.stepNameEn} maxLength={80} optional />
        <Select lang={lang} form={form} name="place" label={w.place} options={placesOf(view)} />
        <Button kind="plain" icon="plus">
          {w.addStep}
        </Button>
      </Form>
    </Section>
  );
}
