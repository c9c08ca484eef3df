import type { Workflow } from './model.ts';
import { findStep, stepsOf } from './rules.ts';

/** What a box says, line by line; the kind chooses how it looks. */
export type Line = { readonly kind: 'role' | 'name' | 'note' | 'mark'; readonly text: string };
export type Box = { readonly key: string; readonly x: number; readonly y: number; readonly height: number; readonly lines: readonly Line[] };
/** A way from one to the next, as a path; `back` goes to an earlier step. The tip is where it arrives, coming from that side. */
export type Way = {
  readonly path: string;
  readonly tip: { readonly x: number; readonly y: number; readonly from: 'above' | 'right' };
  readonly isBack: boolean;
};
export type Bar = { readonly x: number; readonly width: number; readonly y: number };
export type End = { readonly y: number; readonly text: string };
export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly ways: readonly Way[];
  readonly bars: readonly Bar[];
  readonly ends: readonly End[];
};

export const boxWidth = 156;
export const lineHeight = 17;
export const endHeight = 30;
const padding = 10;
const columnGap = 18;
const rowGap = 30;
const laneWidth = 16;
const lettersInLine = 21;

/** A text in lines that fit into a box; a word that is longer than a line is broken. */
export function wrap(text: string, most = lettersInLine): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else for (let at = 0; at < word.length; at += most) lines.push(word.slice(at, at + most));
  }
  return lines;
}

type Drawn = { boxes: Box[]; ways: Way[]; bars: Bar[] };
type Ends = { readonly begins: string; readonly decided: string };

/** Where everything stands: stages from top to bottom, branches side by side, ways back along the right edge. */
export function layOut(workflow: Workflow, linesOf: (key: string) => readonly Line[], { begins, decided }: Ends): Layout {
  const columns = Math.max(1, ...workflow.stages.map(({ branches }) => branches.length));
  const inner = columns * boxWidth + (columns - 1) * columnGap;
  const drawn: Drawn = { boxes: [], ways: [], bars: [] };
  let y = endHeight;
  for (const { branches } of workflow.stages) if (branches.some((steps) => steps.length > 0)) y = drawStage(drawn, branches, { linesOf, inner, y });
  const bottom = y + rowGap;
  drawn.ways.push(down(inner / 2, y, bottom));
  const lanes = drawBacks(drawn, workflow, inner);
  const ends = [
    { y: 0, text: begins },
    { y: bottom, text: decided },
  ];
  return { width: inner + lanes * laneWidth + (lanes > 0 ? 8 : 0), height: bottom + endHeight, ends, ...drawn };
}

function down(x: number, from: number, to: number): Way {
  return { path: `M${x} ${from}V${to}`, tip: { x, y: to, from: 'above' }, isBack: false };
}

type StageAt = { readonly linesOf: (key: string) => readonly Line[]; readonly inner: number; readonly y: number };

function drawStage(drawn: Drawn, all: Workflow['stages'][number]['branches'], { linesOf, inner, y }: StageAt): number {
  const branches = all.filter((steps) => steps.length > 0);
  const width = branches.length * boxWidth + (branches.length - 1) * columnGap;
  const left = (inner - width) / 2;
  const isParallel = branches.length > 1;
  const top = y + rowGap;
  if (isParallel) {
    drawn.ways.push(down(inner / 2, y, top));
    drawn.bars.push({ x: left, width, y: top });
  }
  const from = isParallel ? top + 4 : y;
  const bottoms = branches.map((steps, branch) => drawBranch(drawn, steps, { linesOf, x: left + branch * (boxWidth + columnGap), y: from }));
  const bottom = Math.max(...bottoms);
  if (!isParallel) return bottom;
  const join = bottom + rowGap;
  for (const [branch, end] of bottoms.entries()) drawn.ways.push(down(left + branch * (boxWidth + columnGap) + boxWidth / 2, end, join));
  drawn.bars.push({ x: left, width, y: join });
  return join + 4;
}

type BranchAt = { readonly linesOf: (key: string) => readonly Line[]; readonly x: number; readonly y: number };

function drawBranch(drawn: Drawn, steps: Workflow['stages'][number]['branches'][number], { linesOf, x, y }: BranchAt): number {
  let bottom = y;
  for (const { key } of steps) {
    const top = bottom + rowGap;
    drawn.ways.push(down(x + boxWidth / 2, bottom, top));
    const lines = linesOf(key);
    const height = lines.length * lineHeight + 2 * padding - 3;
    drawn.boxes.push({ key, x, y: top, height, lines });
    bottom = top + height;
  }
  return bottom;
}

/** Each target has a lane of its own, so that ways which meet are those that arrive together. Returns how many lanes. */
function drawBacks(drawn: Drawn, workflow: Workflow, inner: number): number {
  const boxOf = new Map(drawn.boxes.map((box) => [box.key, box]));
  const lanes: string[] = [];
  for (const { step } of stepsOf(workflow)) {
    for (const outcome of step.outcomes) {
      const [from, to] = outcome.kind === 'back' && findStep(workflow, outcome.to) ? [boxOf.get(step.key), boxOf.get(outcome.to)] : [];
      if (!from || !to || outcome.kind !== 'back') continue;
      if (!lanes.includes(outcome.to)) lanes.push(outcome.to);
      const x = inner + (lanes.indexOf(outcome.to) + 1) * laneWidth;
      const [start, end] = [from.y + from.height / 2, to.y + to.height / 2];
      drawn.ways.push({
        path: `M${from.x + boxWidth} ${start}H${x}V${end}H${to.x + boxWidth}`,
        tip: { x: to.x + boxWidth, y: end, from: 'right' },
        isBack: true,
      });
    }
  }
  return lanes.length;
}
