import type { Words } from './words.id.ts';

export const en: Words = {
  title: 'Messages to you',
  none: 'No message has been sent yet.',
  what: 'Message',
  by: 'By',
  when: 'Written',
  state: 'State',
  channels: { mail: 'e-mail', sms: 'text message' },
  states: {
    waiting: 'waits to be sent',
    retried: 'not sent yet, tried again',
    sent: 'sent',
    delivered: 'delivered',
    failed: 'could not be sent',
    simulated: 'simulated, not sent',
  },
  choose: 'How we tell you news',
  chooseNote: 'Messages hold the number of the application and a link only. The code stands in e-mails alone.',
  byMail: (address) => `E-mail to ${address}`,
  bySms: 'Text message (SMS or WhatsApp)',
  phone: 'Telephone number',
  phoneHint: 'For example 0812 3456 7890. Used for news of this application only.',
  save: 'Save',
  saved: 'How we tell you news is saved.',
  short: (ticket, track) => `There is news of application ${ticket}: ${track}`,
  errors: { 'not-a-phone': 'Write the whole telephone number, for example 0812 3456 7890.' },
};
