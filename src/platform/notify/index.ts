export { stoppedChannels } from './channels.ts';
export { openDelivery } from './deliver.ts';
export { textCarrier } from './gateway.ts';
export { choiceOf, choose, findPhone, notify, sentAbout, takeReport } from './notice.ts';
export { mailCarrier } from './smtp.ts';
