import edition from '#reference/instruments/objection/2014/instrument.json' with { type: 'json' };

/** A way to contest a decision: in how many working days, by which article, and how many there are for the answer. */
type ObjectionStep = { readonly article: string; readonly workingDays: number; readonly answer_workingDays: number };

function stepOf(id: 'keberatan' | 'banding'): ObjectionStep {
  const found = edition.steps.find((one) => one.id === id);
  if (!found) throw new Error(`the edition has no step ${id}`);
  return { article: String(found.article), workingDays: found.max, answer_workingDays: found.answer.max };
}

type ObjectionTerms = { readonly law: string; readonly objection: ObjectionStep; readonly appeal: ObjectionStep };

/** First to who made the decision, since it was announced; then to that official's superior, since the answer to the objection. */
export function objectionTerms(): ObjectionTerms {
  return { law: edition.regulation, objection: stepOf('keberatan'), appeal: stepOf('banding') };
}
