export { type Embedded, startEmbedded } from './server.ts';
