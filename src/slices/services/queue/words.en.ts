import type { Words } from './words.id.ts';

export const en: Words = {
  work: 'Applications to decide',
  workLead: (open: string, today: string, late: string, returned: string) =>
    `Open: ${open}. Due today: ${today}. Late: ${late}. Waiting for the applicant: ${returned}.`,
  allHeld: 'Colleagues hold all that wait.',
  next: (due: string) => `Next step, due ${due}`,
  nextLate: (days: string) => `Next step, ${days} ${days === '1' ? 'day' : 'days'} late`,
  decide: (service: string) => `Decide: ${service}`,
  takeIt: (service: string) => `Take: ${service}`,
  arrived: (ticket: string, when: string) => `${ticket}, received ${when}`,
  arrivedAt: (ticket: string, when: string, unit: string) => `${ticket}, received ${when}. ${unit}`,
  open: 'Open the application',
  all: 'All applications',
  yours: 'you hold it',
  untaken: 'nobody has it',
  heldBy: (name: string) => `held by ${name}`,
  today: 'today',
  risk: 'Late or nearly so',
  riskLead: (late: string, today: string, open: string) => `Late: ${late}. Due today: ${today}. Open: ${open}.`,
  times: 'On time this month',
  timesLead: 'Of the applications decided since the month began; what is late most often stands on top.',
  decided: (n: string, median: string, promise: string) =>
    `Decided: ${n}; half within ${median} working ${median === '1' ? 'day' : 'days'}, promised ${promise}`,
  onTime: (share: string) => `${share} on time`,
  outOfTurn: 'Put first or taken over',
  outOfTurnLead: 'The last seven days, as the public ledger has them.',
  timesPut: (n: string, newest: string) => `${n} ×, last on ${newest}`,
};
