import { requiredLevel, type Requirement, unsurCrosswalk } from './frameworks.ts';
import { countedJp, reachesFloor } from './jp.ts';
import { type LevelIndex, levelIndex } from './levels.ts';
import { type Skm, skmOf } from './skm.ts';

type Levels = ReadonlyMap<number, number>;
type Who = 'PNS' | 'PPPK';

/** What each edition asks to know, and what it then says. */
type Editions = {
  readonly 'skm-2017': { readonly facts: { readonly n: number; readonly sums: readonly number[] }; readonly says: Skm | undefined };
  readonly 'spbe-2020': { readonly facts: Levels; readonly says: LevelIndex };
  readonly 'pemdi-2026': { readonly facts: Levels; readonly says: LevelIndex };
  readonly 'jp-2018': {
    readonly facts: { readonly who: Who; readonly jp: number };
    readonly says: { readonly counted: number; readonly reachesFloor: boolean | undefined };
  };
  readonly 'kompetensi-2017': { readonly facts: { readonly post: string; readonly competency: string }; readonly says: Requirement | undefined };
  readonly 'unsur-competency': { readonly facts: { readonly unsur: string }; readonly says: string | undefined };
};

const evaluators: { readonly [E in keyof Editions]: (facts: Editions[E]['facts']) => Editions[E]['says'] } = {
  'skm-2017': skmOf,
  'spbe-2020': (levels) => levelIndex('spbe-2020', levels),
  'pemdi-2026': (levels) => levelIndex('pemdi-2026', levels),
  'jp-2018': ({ who, jp }) => ({ counted: countedJp(who, jp), reachesFloor: reachesFloor(who, jp) }),
  'kompetensi-2017': ({ post, competency }) => requiredLevel(post, competency),
  'unsur-competency': ({ unsur }) => unsurCrosswalk().links.find((link) => link.unsur === unsur)?.competency,
};

/** What an edition of law as data says of some facts: pure, and the same for ever. */
export function evaluate<E extends keyof Editions>(edition: E, facts: Editions[E]['facts']): Editions[E]['says'] {
  return evaluators[edition](facts);
}
