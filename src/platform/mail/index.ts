export { holdPublicUrl, wholeAddress } from './address.ts';
export { openMailer } from './deliver.ts';
export { forgetLetters, type Message, newestMail, queueMail, simulateWaiting, undelivered } from './queue.ts';
