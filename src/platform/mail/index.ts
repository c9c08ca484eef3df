export { holdPublicUrl, wholeAddress } from './address.ts';
export {
  type Channel,
  channels,
  forgetLetters,
  markMessage,
  type Message,
  type MessageState,
  newestMail,
  queueMail,
  simulateWaiting,
  subjectLine,
  undelivered,
  waitingMessages,
} from './queue.ts';
