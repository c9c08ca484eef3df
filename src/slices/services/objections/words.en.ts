import { formatDate } from '#platform/time';
import type { Words } from './words.id.ts';

const stages = { objection: 'Objection', appeal: 'Appeal' } as const;

export const en: Words = {
  stages,
  file: { objection: 'File an objection', appeal: 'File an appeal' },
  lead: {
    objection: (days, law, article) =>
      `To the official above who decided, answered within ${days} working days (${law} article ${article}). Who answers is not who decided.`,
    appeal: (days, law, article) =>
      `To the superior of the official who answered your objection, answered within ${days} working days (${law} article ${article}).`,
  },
  grounds: 'Why do you disagree?',
  groundsHint: 'Name what is wrong in the decision and what you ask for. There is no fee.',
  back: 'Back to the application',
  filed: 'Sent. How it goes on stands on this page.',
  section: 'Objection and appeal',
  filedOn: 'Filed',
  answerBy: 'Answered by',
  provisional: 'provisional: the holidays of that year are not set yet',
  answered: 'Answer',
  outcomes: { upheld: 'Upheld', dismissed: 'Dismissed' },
  waiting: 'Waiting for an answer',
  takenAsGranted:
    'The time for the answer has passed. By law an objection that is not answered in time is taken as granted; the official must decide as you asked.',
  newDecision: 'A new decision was ordered: its paper is being prepared, or is issued above.',
  usedUp: 'The ways within the administration are used up',
  ombudsman:
    'Next: the Ombudsman of the Republic of Indonesia takes reports on public services free of charge, at ombudsman.go.id or telephone 137. Bring the number of the application, the decision, and the answers to your objection and appeal. You can also go to the administrative court.',
  desk: 'Objections',
  deskTitle: 'Objections and appeals',
  deskLead: 'The most urgent on top. Answered by somebody who neither decided, signed nor answered before.',
  deskNone: 'No objections',
  deskNoneHint: 'Objections and appeals of citizens appear here.',
  dueBy: (on) => `by ${on}`,
  late: 'overdue',
  decision: 'The contested decision',
  decisionReason: 'Reason of the decision',
  answer: 'Answer',
  outcome: 'Outcome of the objection',
  uphold: 'Uphold',
  dismiss: 'Dismiss',
  reason: 'Reason',
  reasonHint: 'The applicant reads it. If a refusal is overturned, the application is granted and a new paper waits for a signature.',
  done: 'The answer is saved and the applicant told.',
  contact: 'Change the address for news',
  contactNote:
    'News of this application goes to the new e-mail address; the old one is told. Leave it empty if you use no e-mail: all can still be read with number and code.',
  newEmail: 'New e-mail address',
  contactSave: 'Save the address',
  contactChanged: 'The address for news was changed.',
  mail: {
    filed: (ticket, code, { stage, due }, track) => ({
      subject: `${stages[stage]} on ${ticket} received`,
      body: `We received your ${stages[stage].toLowerCase()} and answer it by ${formatDate(due, 'en')}.\n\nFollow it with this number and code at:\n${track}\n\nNumber: ${ticket}\nCode: ${code}`,
    }),
    answered: (ticket, code, { stage, outcome, reason }, track) => ({
      subject: `${stages[stage]} on ${ticket} answered`,
      body: `Your ${stages[stage].toLowerCase()} was ${outcome}.\n\n${reason}\n\nSee the answer and what comes next with this number and code at:\n${track}\n\nNumber: ${ticket}\nCode: ${code}`,
    }),
    moved: (ticket) => ({
      subject: `The address for news of application ${ticket} was changed`,
      body: `News of application ${ticket} is no longer sent to this address, as the holder of its code asked.\n\nIf that was not you, come to the counter with the receipt.`,
    }),
    here: (ticket, code, track) => ({
      subject: `News of application ${ticket} now comes here`,
      body: `From now on news of your application is sent to this address. See it with this number and code at:\n${track}\n\nNumber: ${ticket}\nCode: ${code}`,
    }),
  },
  errors: {
    'objection-nothing': 'There is no decision yet that could be contested.',
    'objection-late': 'The time that the law gives has passed. You can still complain, or report to the Ombudsman.',
    'objection-open': 'Your objection is still being handled, or was upheld.',
    'objection-all': 'Objection and appeal have been filed already.',
    'objection-answered': 'Answered already.',
    'objection-own': 'You decided, signed or answered before; somebody else must answer.',
    'objection-above': 'An appeal is answered by the superior at the level of the agency.',
    'grounds-required': 'Write your reasons.',
    'outcome-required': 'Choose to uphold or to dismiss.',
    'reason-required': 'Write the reason.',
  },
};
