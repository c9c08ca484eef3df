export { holdPublicUrl, wholeAddress } from './address.ts';
export { openMailer } from './deliver.ts';
export { type Message, newestMail, queueMail, simulateWaiting } from './queue.ts';
