import type { Words } from './words.id.ts';

export const en: Words = {
  mine: 'Your applications',
  fix: (service: string) => `Correct: ${service}`,
  fixNext: 'Waiting for you',
  fixText: (ticket: string) => `${ticket}. The officer asks for a correction; the clock stands still until you send it.`,
  fixAction: 'Correct it',
  yourTurn: 'your turn',
  goOn: (service: string) => `Go on with: ${service}`,
  draftText: (until: string) => `Not sent yet. Kept until ${until}.`,
  draftAction: 'Go on',
  decideBy: (ticket: string, due: string) => `${ticket}, decided by ${due}`,
  underWay: 'in progress',
  ready: (ticket: string, when: string) => `${ticket}, decided ${when}`,
  mineAll: 'All my applications',
};
