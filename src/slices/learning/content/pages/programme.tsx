import { Icon, type IconName, said, Tag } from '#platform/ui';
import type { ComponentChildren } from 'preact';
import { formatDate, type Instant, todayIn, type Zone } from '#platform/time';
import { formatNumber, href, type Lang, type Text } from '#platform/words';
import type { ModuleKind } from '../../model.ts';
import { words } from '../../words.ts';

export type StepView = {
  readonly key: string;
  readonly icon: IconName;
  readonly state: 'done' | 'now' | 'class' | 'todo';
  readonly title: ComponentChildren;
  readonly href: string | undefined;
  readonly note: string;
  readonly side: ComponentChildren;
};

const moduleIcons: Readonly<Record<ModuleKind, IconName>> = { page: 'file-text', video: 'video', quiz: 'list-check' };

/** A blended programme from its first module to its class: what is done, what comes next, what waits. */
export function Programme({ label, steps, lang }: { readonly label: string; readonly steps: readonly StepView[]; readonly lang: Lang }) {
  const w = words(lang);
  return (
    <ol class="programme" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} class={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span class="programme-mark">
            <Icon name={step.state === 'done' ? 'check' : step.icon} />
          </span>
          <div>
            <p class="step-title">
              {step.href ? <a href={step.href}>{step.title}</a> : step.title}
              {step.state === 'done' && <span class="visually-hidden"> ({w.done})</span>}
            </p>
            <p class="note">{step.note}</p>
          </div>
          <div class="side">{step.side}</div>
        </li>
      ))}
    </ol>
  );
}

export type SeatView = {
  readonly classId: string;
  readonly title: string;
  readonly when: string;
  readonly where: string;
  readonly tutor: string;
  readonly state: 'seated' | 'waiting' | 'attended' | 'missed';
  readonly seated: number;
  readonly capacity: number;
  readonly queue: number;
};

export function SeatTag({ lang, seat }: { readonly lang: Lang; readonly seat: SeatView }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  switch (seat.state) {
    case 'attended':
      return (
        <Tag tone="good" icon="check">
          {w.present}
        </Tag>
      );
    case 'seated':
      return (
        <Tag tone="good" icon="check">
          {w.seatOf(n(seat.seated), n(seat.capacity))}
        </Tag>
      );
    case 'waiting':
      return (
        <Tag tone="warn" icon="clock">
          {w.waitingPlace(n(seat.queue))}
        </Tag>
      );
    case 'missed':
      return <Tag>{w.missed}</Tag>;
  }
}

type ModuleFacts = {
  readonly id: string;
  readonly kind: ModuleKind;
  readonly title: Text;
  readonly minutes: number;
  readonly done_at: Instant | null;
  readonly watched_s: number;
  readonly best_score: number | null;
};
export type ProgrammeFacts = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly slug: string;
  /** Not for who only looks: then nothing leads anywhere. */
  readonly isMine: boolean;
  readonly modules: readonly ModuleFacts[];
  readonly needsClass: boolean;
  readonly seats: readonly SeatView[];
  /** The module or class to do now, or `class`: a seat is to be chosen. */
  readonly now: string | undefined;
};

/** The steps of a programme as its pages show them. */
export function programmeSteps(facts: ProgrammeFacts): readonly StepView[] {
  const seats = facts.seats.map((seat) => seatStep(facts, seat));
  const live = facts.seats.some((seat) => seat.state !== 'missed');
  return [...facts.modules.map((module) => moduleStep(facts, module)), ...seats, ...(facts.needsClass && !live && facts.isMine ? [chooseStep(facts)] : [])];
}

function moduleStep({ lang, zone, slug, isMine, now }: ProgrammeFacts, module: ModuleFacts): StepView {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const isNow = module.id === now;
  const score = module.best_score === null ? [] : [w.scoreOf(n(module.best_score))];
  const watched = module.kind === 'video' && !module.done_at && module.watched_s > 0 ? [w.watchedShort(n(module.watched_s))] : [];
  const address = href(lang, `/belajar/${slug}/kegiatan/${module.id}`);
  const when = module.done_at ? [w.doneOn(formatDate(todayIn(module.done_at, zone), lang, 'short'))] : [];
  return {
    key: module.id,
    icon: moduleIcons[module.kind],
    state: module.done_at ? 'done' : isNow ? 'now' : 'todo',
    title: said(module.title, lang),
    href: isMine ? address : undefined,
    note: [w.kinds[module.kind], w.minutes(n(module.minutes)), ...watched].join(', '),
    side: isNow ? <a href={address}>{w.goOn}</a> : [...when, ...score].join(', '),
  };
}

function seatStep({ lang, slug, now }: ProgrammeFacts, seat: SeatView): StepView {
  const w = words(lang);
  return {
    key: seat.classId,
    icon: 'users',
    state: seat.state === 'attended' ? 'done' : seat.classId === now ? 'now' : 'class',
    title: `${w.classOne}: ${seat.title}`,
    href: href(lang, `/belajar/${slug}#kelas`),
    note: [seat.when, seat.where, `${w.tutor}: ${seat.tutor}`].filter(Boolean).join('. '),
    side: <SeatTag lang={lang} seat={seat} />,
  };
}

function chooseStep({ lang, slug, now }: ProgrammeFacts): StepView {
  const w = words(lang);
  const address = href(lang, `/belajar/${slug}#kelas`);
  return {
    key: 'class',
    icon: 'users',
    state: now === 'class' ? 'now' : 'class',
    title: w.classOne,
    href: address,
    note: w.classChoose,
    side: now === 'class' ? <a href={address}>{w.goOn}</a> : '',
  };
}
