import { pino } from 'pino';
import { CannotStart, faultOf } from '#platform/problem';
import { helpText, readConfig, WrongSetting } from './config.ts';
import { startHouse } from './start.ts';

/** From the command line to a serving process. What an operator can mend is one line; anything else is a fault with its stack. */
async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    process.stdout.write(helpText());
    return;
  }
  const config = readConfig(process.env, process.argv.slice(2));
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2));
  const house = await startHouse(config, log, {
    say: (line) => process.stdout.write(`${line}\n`),
    giveUp(line) {
      process.stderr.write(`${line}\n`);
      process.exit(1);
    },
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    house.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(faultOf(error), 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  if (error instanceof CannotStart || error instanceof WrongSetting) {
    process.stderr.write(`${error.message}\n`);
  } else {
    process.stderr.write(`Smart ASN tidak dapat dijalankan: ${(error as Error).stack ?? String(error)}\n`);
  }
  process.exit(1);
});
