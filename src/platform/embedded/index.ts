export { startEmbedded } from './server.ts';
