export { type Mailer, openMailer } from './deliver.ts';
export { type Letter, type Message, newestMail, queueMail, simulateWaiting } from './queue.ts';
