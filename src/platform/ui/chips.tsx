import type { Lang } from '#platform/words';
import { Icon } from './icon.tsx';

type Choice = { readonly href: string; readonly label: string };

type ChipProps = {
  readonly lang: Lang;
  readonly label: string;
  readonly options: readonly Choice[];
  /** What is chosen, with the address of the list without it. */
  readonly chosen?: { readonly label: string; readonly without: string } | undefined;
};

const clearWord = { id: 'hapus saringan', en: 'remove filter' } as const;

/** A filter of a list: opens its choices, each an address; once chosen, a press takes it away. Needs no script. */
export function FilterChip({ lang, label, options, chosen }: ChipProps) {
  if (chosen)
    return (
      <a class="chip on" href={chosen.without}>
        {label}: {chosen.label} <Icon name="x" />
        <span class="visually-hidden">, {clearWord[lang]}</span>
      </a>
    );
  return (
    <details class="chip-menu" name="filter">
      <summary class="chip">{label}</summary>
      <ul>
        {options.map((option) => (
          <li key={option.href}>
            <a href={option.href}>{option.label}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}
