import { getQueriesForElement, queries } from '@testing-library/dom';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

type Queries = ReturnType<typeof getQueriesForElement<typeof queries>>;
export type Shown = Queries & {
  readonly body: HTMLElement;
  readonly text: string;
  /** What axe finds wrong, as `rule: place`. Contrast and layout are judged in the browser journeys. */
  faults(): Promise<readonly string[]>;
};

/** A page as a reader meets it: ask by role and name. */
export function show(page: VNode, lang: 'id' | 'en' = 'id'): Shown {
  const { window } = new JSDOM(
    `<!doctype html><html lang="${lang}"><head><title>Halaman</title></head><body><main>${renderToString(page)}</main></body></html>`,
    {
      runScripts: 'outside-only',
    },
  );
  const { body } = window.document;
  return {
    ...getQueriesForElement(body),
    body,
    text: (body.textContent ?? '').replace(/\s+/g, ' '),
    async faults() {
      window.eval(axe.source);
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(body, { rules: { 'color-contrast': { enabled: false } } });
      return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 200)}`));
    },
  };
}
