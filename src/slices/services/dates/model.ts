/** Nobody has taken the case yet, or an officer holds it. */
export const stages = ['waiting', 'held'] as const;
export type Stage = (typeof stages)[number];

/** One day on which a case was open and the agency had to act: the page could have been asked on it. */
export type Landmark = {
  /** Working days that have counted so far. */
  readonly spent: number;
  readonly stage: Stage;
  /** Cases ahead for each officer at work. */
  readonly load: number;
  /** The number of the working day, by which histories of several cases are laid side by side. */
  readonly on: number;
};

/** A case as far as it is known on some day: its landmarks, and after how many counted days it was decided, if it was. */
export type PastCase = {
  readonly landmarks: readonly Landmark[];
  /** Days counted until the decision, the withdrawal or today. */
  readonly days: number;
  readonly decided: boolean;
  /** The number of the working day on which it ended, or of today. */
  readonly until: number;
};

/** What one service has to tell from: its cases in order of arrival, and the days that its standard promises. */
export type History = { readonly cases: readonly PastCase[]; readonly promise: number };

/** A range of working days from now, both ends included. */
export type DayRange = { readonly least: number; readonly most: number };

/** Of every ten cases nine are to end within the range. */
export const wanted = 0.9;

/** Fewer decided cases than this tell nothing of the next. */
export const leastHistory = 20;
