import type { Definition } from '../model.ts';

type PreCheck = NonNullable<Definition['preCheck']>;
export type Question = PreCheck['questions'][number];
export type Answer = Question['answers'][number];

export type Reached =
  | { readonly kind: 'question'; readonly at: number; readonly question: Question; readonly answered: readonly number[] }
  | { readonly kind: 'end'; readonly outcome: 'yes' | 'no' | 'maybe'; readonly answer: Answer | undefined; readonly answered: readonly number[] };

/**
 * Where these answers lead, each the place of an answer in its question. The questions stand in a row, so the check always ends; who
 * answered all of them and was stopped by none may apply. An answer that is not there leads back to its question.
 */
export function follow({ questions }: PreCheck, answers: readonly number[]): Reached {
  for (const [at, question] of questions.entries()) {
    const given = answers[at];
    const answer = given === undefined ? undefined : question.answers[given];
    if (!answer) return { kind: 'question', at, question, answered: answers.slice(0, at) };
    if (answer.leads !== 'on') return { kind: 'end', outcome: answer.leads, answer, answered: answers.slice(0, at + 1) };
  }
  return { kind: 'end', outcome: 'yes', answer: undefined, answered: answers.slice(0, questions.length) };
}

/** `0.2.1`: the answers given so far, as they stand in the address and nowhere else. */
export function readAnswers(text: string): readonly number[] {
  return /^\d{1,2}(?:\.\d{1,2}){0,30}$/.test(text) ? text.split('.').map(Number) : [];
}
