import { parseArgs } from 'node:util';
import { type Judged, judged, schemes, simulatedHouse } from '../src/slices/services/fairness/simulated.ts';
import { machine } from './machine.ts';

/*
 * Recall and false alarms of the detector of queue-jumpers over many simulated houses, with 95 % intervals (Wilson, 1927):
 * `node bench/overtaking.bench.ts --houses 25 --seed 1`. Of the simulated queue months one in twenty is corrupt, in one of four ways.
 */

const { values: options } = parseArgs({ options: { houses: { type: 'string', default: '25' }, seed: { type: 'string', default: '1' } } });
const houses = Number(options.houses);
const seed = Number(options.seed);

function interval(x: number, n: number): string {
  const [p, z] = [x / n, 1.96];
  const middle = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  const percent = (value: number) => `${(value * 100).toFixed(2)} %`;
  return `${percent(p)} (${percent(Math.max(0, middle - half))} to ${percent(middle + half)}; ${x} of ${n})`;
}

const total: Record<keyof Judged, number> = { planted: 0, found: 0, guilty: 0, caught: 0, honest: 0, accused: 0, others: 0, named: 0 };
const began = process.cpuUsage();
for (let at = 0; at < houses; at += 1) {
  const found = judged(simulatedHouse({ seed: seed + at, queues: 40, months: 12, aMonth: 150, corrupt: 0.05, favoured: 0.2 }));
  for (const key of Object.keys(total) as (keyof Judged)[]) total[key] += found[key];
}
const { user } = process.cpuUsage(began);

console.info(machine());
console.info(`${houses} houses of 40 queues, 12 months, about 150 cases a month; schemes: ${schemes.join(', ')}; seeds ${seed} to ${seed + houses - 1}`);
console.info(`recall, planted cases:            ${interval(total.found, total.planted)}`);
console.info(`recall, queues and months:        ${interval(total.caught, total.guilty)}`);
console.info(`false alarms, queues and months:  ${interval(total.accused, total.honest)}`);
console.info(`honest cases named by an alarm:   ${interval(total.named, total.others)}`);
console.info(`${(user / 1e6 / houses).toFixed(1)} s of CPU a house, simulation included`);
