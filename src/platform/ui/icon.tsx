import { type IconName, icons } from './icons.ts';

/** Decorative unless a label is given: words stand beside it. */
export function Icon({ name, label }: { readonly name: IconName; readonly label?: string }) {
  const named = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': 'true' } as const);
  return (
    <svg class="icon" viewBox="0 0 24 24" {...named}>
      <path d={icons[name]} />
    </svg>
  );
}
