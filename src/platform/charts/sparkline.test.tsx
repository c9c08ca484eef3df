import { describe, expect, it } from 'vitest';
import { show } from '#test/page';
import { Sparkline } from './sparkline.tsx';

const linesOf = (values: readonly (number | undefined)[]) => show(<Sparkline label="SKM dari 80 ke 88" values={values} />).body.querySelectorAll('line');

describe('the way of one number', () => {
  it('has words for who cannot see it', async () => {
    const shown = show(<Sparkline label="SKM dari 80 ke 88" values={[80, 84, 88]} />);
    expect(shown.getByRole('img', { name: 'SKM dari 80 ke 88' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  it('rises where the number rises', () => {
    const [line] = linesOf([1, 2]);
    expect(Number(line?.getAttribute('y2'))).toBeLessThan(Number(line?.getAttribute('y1')));
  });

  it('has a gap where the number is unknown, and draws nothing of nothing', () => {
    expect(linesOf([1, 2, undefined, 3, 4])).toHaveLength(2);
    expect(show(<Sparkline label="kosong" values={[undefined, undefined]} />).queryByRole('img')).toBeNull();
  });
});
