import { Icon } from './icon.tsx';

/** The one thing to do now. */
export type NextAct = {
  readonly kicker: string;
  readonly title: string;
  readonly text: string;
  readonly action: { readonly href: string; readonly label: string } | undefined;
};

export function NextStep({ act }: { readonly act: NextAct }) {
  return (
    <section class="next-step" aria-labelledby="next-step">
      <div>
        <p class="next-kicker">{act.kicker}</p>
        <h2 id="next-step">{act.title}</h2>
        <p>{act.text}</p>
      </div>
      {act.action && (
        <a class="button" href={act.action.href}>
          {act.action.label} <Icon name="arrow-right" />
        </a>
      )}
    </section>
  );
}
