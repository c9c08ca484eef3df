import { type Outcome, ok, refuse } from '#platform/result';
import type { QuizQuestion } from '../model.ts';

const option = /^([A-E])[.)]\s+(.+)$/;

function readQuestion(block: string): QuizQuestion | undefined {
  const lines = block
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const first = lines.findIndex((line) => option.test(line));
  const options = lines.flatMap((line) => {
    const match = option.exec(line);
    return match ? [{ key: match[1] as QuizQuestion['answer'], text: { id: match[2] ?? '' } }] : [];
  });
  const answer = lines.map((line) => /^(?:Kunci|Key):\s*([A-E])$/i.exec(line)?.[1]?.toUpperCase()).find(Boolean) as QuizQuestion['answer'] | undefined;
  const why = lines.map((line) => /^(?:Alasan|Reason):\s*(.+)$/i.exec(line)?.[1]).find(Boolean);
  if (first < 1 || options.length < 2 || !answer || !why || !options.some((one) => one.key === answer)) return undefined;
  return { text: { id: lines.slice(0, first).join(' ') }, options, answer, why: { id: why } };
}

/** Questions as an author types them, parted by empty lines: question, `A. …`, `Kunci: B`, `Alasan: …`. */
export function readQuiz(text: string): Outcome<readonly QuizQuestion[]> {
  const questions = text
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map(readQuestion);
  if (questions.length === 0 || questions.some((question) => question === undefined)) return refuse('quiz-format', { fields: { body: 'quiz-format' } });
  return ok(questions as readonly QuizQuestion[]);
}

/** The same questions as their author would type them, for changing them. */
export function writeQuiz(questions: readonly QuizQuestion[]): string {
  return questions
    .map((one) => [one.text.id, ...one.options.map((each) => `${each.key}. ${each.text.id}`), `Kunci: ${one.answer}`, `Alasan: ${one.why.id}`].join('\n'))
    .join('\n\n');
}
