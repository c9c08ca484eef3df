import calendarExample from '#reference/calendar/example.json' with { type: 'json' };
import crosswalkExample from '#reference/crosswalks/example.json' with { type: 'json' };
import competencyExample from '#reference/frameworks/example.json' with { type: 'json' };
import jpExample from '#reference/instruments/jp/2018/example.json' with { type: 'json' };
import skmExample from '#reference/instruments/skm/2017/example.json' with { type: 'json' };

/* Worked examples of the editions: what the page of standards computes before the reader's eyes, and a test recomputes. */

export const termExamples: readonly { readonly submitted_on: string; readonly working_days: number; readonly due_on: string; readonly provisional: boolean }[] =
  calendarExample.vectors;

export const crosswalkExamples: readonly { readonly unsur: string; readonly competency: string | null }[] = crosswalkExample.vectors;

export const competencyExamples: readonly { readonly post: string; readonly competency: string; readonly level: number | null; readonly verified: boolean }[] =
  competencyExample.vectors;

export type JpExample = { readonly who: 'PNS' | 'PPPK'; readonly jp: number; readonly counted: number; readonly reachesFloor: boolean | undefined };

export const jpExamples: readonly JpExample[] = jpExample.vectors.map((one) => ({
  who: one.who === 'PPPK' ? 'PPPK' : 'PNS',
  jp: one.jp,
  counted: one.counted,
  reachesFloor: one.reaches_floor ?? undefined,
}));

const published = skmExample.vectors.find((one) => one.id === 'gaspul-n29');

/** A published report that prints its sums and its result: 29 answers. */
export const skmPublished = { n: published?.n ?? 0, sums: (published && 'sum_per_unsur' in published ? published.sum_per_unsur : undefined) ?? [] };
