import { roleName } from '#slices/directory';
import { formatNumber, type Lang, langOf, textIn } from '#platform/words';
import { Icon } from '#platform/ui';
import { boxWidth, endHeight, type Box, type End, layOut, type Line, lineHeight, type Way, wrap } from '../flow-layout.ts';
import type { StepMark, StepOutcome, Workflow, WorkStep } from '../model.ts';
import { findStep } from '../rules.ts';
import { words } from '../words.ts';

export type FlowView = {
  readonly lang: Lang;
  readonly workflow: Workflow;
  /** Of a case: steps that are done, and those that are its present ones. */
  readonly marks?: ReadonlyMap<string, StepMark> | undefined;
};

/** The workflow as a picture with the same in words beneath: made from the data that the engine follows, so that it is the documentation. */
export function Flow({ lang, workflow, marks }: FlowView) {
  const w = words(lang);
  const layout = layOut(workflow, (key) => linesOf(lang, workflow, key, marks?.get(key)), { begins: w.begins, decided: w.ends });
  return (
    <figure class="flow">
      <div class="flow-scroll" tabIndex={0} role="group" aria-label={w.diagram}>
        <svg width={layout.width} height={layout.height} viewBox={`-1 -1 ${layout.width + 2} ${layout.height + 2}`} role="img" aria-label={w.diagramAlt}>
          {layout.ways.map((way) => (
            <Path way={way} key={way.path} />
          ))}
          {layout.bars.map((bar) => (
            <rect class="flow-bar" x={bar.x} y={bar.y} width={bar.width} height="4" rx="2" key={bar.y} />
          ))}
          {layout.ends.map((end) => (
            <EndBox end={end} middle={middleOf(layout.boxes, layout.width)} key={end.y} />
          ))}
          {layout.boxes.map((box) => (
            <StepBox box={box} mark={marks?.get(box.key)} key={box.key} />
          ))}
        </svg>
      </div>
      <details class="more">
        <summary>
          <Icon name="list-check" /> {w.inWords}
        </summary>
        <FlowList lang={lang} workflow={workflow} marks={marks} />
      </details>
    </figure>
  );
}

// The column of boxes without the lanes of the ways back.
function middleOf(boxes: readonly Box[], width: number): number {
  if (boxes.length === 0) return width / 2;
  return (Math.min(...boxes.map((box) => box.x)) + Math.max(...boxes.map((box) => box.x + boxWidth))) / 2;
}

function linesOf(lang: Lang, workflow: Workflow, key: string, mark: StepMark | undefined): readonly Line[] {
  const step = findStep(workflow, key)?.step;
  if (!step) return [];
  const w = words(lang);
  const line = (kind: Line['kind'], text: string) => wrap(text).map((part): Line => ({ kind, text: part }));
  return [
    ...(mark ? line('mark', w.marks[mark]) : []),
    ...line('role', whoOf(lang, step)),
    ...line('name', textIn(step.name, lang)),
    ...line('note', w.days(formatNumber(step.days, lang))),
    ...(step.when ? line('note', w.sometimes) : []),
    ...(step.otherThan.length > 0 ? line('note', w.fourEyes) : []),
    ...(step.outcomes.some(({ kind }) => kind === 'applicant') ? line('note', w.mayAsk) : []),
    ...(step.outcomes.some(({ kind }) => kind === 'refuse') ? line('note', w.mayRefuse) : []),
    ...(step.letter ? line('note', w.mayIssue) : []),
  ];
}

function whoOf(lang: Lang, step: WorkStep): string {
  return step.unit ? `${roleName(lang, step.role)}, ${step.unit}` : roleName(lang, step.role);
}

function Path({ way: { path, tip, isBack } }: { readonly way: Way }) {
  const { x, y, from } = tip;
  const arrow = from === 'above' ? `M${x - 4} ${y - 7}L${x} ${y - 1}L${x + 4} ${y - 7}` : `M${x + 7} ${y - 4}L${x + 1} ${y}L${x + 7} ${y + 4}`;
  return (
    <g class={isBack ? 'flow-way back' : 'flow-way'}>
      <path d={path} />
      <path class="tip" d={arrow} />
    </g>
  );
}

function EndBox({ end, middle }: { readonly end: End; readonly middle: number }) {
  return (
    <g class="flow-end">
      <rect x={middle - boxWidth / 2} y={end.y} width={boxWidth} height={endHeight} rx={endHeight / 2} />
      <text x={middle} y={end.y + 20} text-anchor="middle">
        {end.text}
      </text>
    </g>
  );
}

function StepBox({ box, mark }: { readonly box: Box; readonly mark: StepMark | undefined }) {
  return (
    <g class={mark ? `flow-step ${mark}` : 'flow-step'}>
      <rect x={box.x} y={box.y} width={boxWidth} height={box.height} rx="8" />
      {box.lines.map((line, at) => (
        <text class={`flow-${line.kind}`} x={box.x + 10} y={box.y + 21 + at * lineHeight} key={`${at}`}>
          {line.text}
        </text>
      ))}
    </g>
  );
}

/** The same as an ordered list: for who does not see the picture, and for who would rather read. */
export function FlowList({ lang, workflow, marks }: FlowView) {
  const w = words(lang);
  return (
    <ol class="flow-list">
      {workflow.stages.map(({ branches }, at) =>
        branches.length === 1 && branches[0]?.length === 1 ? (
          <StepItem lang={lang} workflow={workflow} step={branches[0][0]!} mark={marks?.get(branches[0][0]!.key)} key={`${at}`} />
        ) : (
          <li key={`${at}`}>
            {branches.length > 1 ? w.together(formatNumber(branches.length, lang)) : w.inOrder}
            <ul>
              {branches.map((steps, branch) => (
                <li key={`${branch}`}>
                  {branches.length > 1 && w.branch(formatNumber(branch + 1, lang))}
                  <ol>
                    {steps.map((step) => (
                      <StepItem lang={lang} workflow={workflow} step={step} mark={marks?.get(step.key)} key={step.key} />
                    ))}
                  </ol>
                </li>
              ))}
            </ul>
          </li>
        ),
      )}
    </ol>
  );
}

type ItemProps = { readonly lang: Lang; readonly workflow: Workflow; readonly step: WorkStep; readonly mark: StepMark | undefined };

function StepItem({ lang, workflow, step, mark }: ItemProps) {
  const w = words(lang);
  const nameOf = (key: string) => textIn(findStep(workflow, key)?.step.name ?? { id: key }, lang);
  const outcomes = step.outcomes.map((outcome) => outcomeName(lang, workflow, outcome));
  return (
    <li aria-current={mark === 'now' ? 'step' : undefined}>
      <strong lang={langOf(step.name, lang)}>{textIn(step.name, lang)}</strong>
      {mark && ` (${w.marks[mark]})`}: {whoOf(lang, step)}, {w.days(formatNumber(step.days, lang))}.{' '}
      {outcomes.length > 0 && `${w.outcomes}: ${outcomes.join('; ')}. `}
      {step.when && `${w.sometimes}. `}
      {step.otherThan.length > 0 && `${w.notBy(step.otherThan.map(nameOf).join(', '))} `}
      {step.letter && `${w.mayIssue}.`}
    </li>
  );
}

export function outcomeName(lang: Lang, workflow: Workflow, outcome: StepOutcome): string {
  const w = words(lang);
  if (outcome.kind === 'back') return w.backTo(textIn(findStep(workflow, outcome.to)?.step.name ?? { id: outcome.to }, lang));
  return w.outcomeNames[outcome.kind];
}
