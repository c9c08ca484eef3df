import { page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import { setupInput } from '../model.ts';
import { SetUpPage } from './pages/set-up.tsx';
import { setUpAgency } from './set-up.ts';
import { words } from './words.ts';

type Setting = { isEmpty(): boolean; onSetUp(): Promise<void> };

/** Only while there is no agency: afterwards the page does not exist. */
export function setUpRoutes(setting: Setting): readonly Route[] {
  const show = (ctx: WebCtx, form: FormState): Reply => {
    if (!setting.isEmpty()) throw problems.notFound();
    return page({ title: words(ctx.lang).setUpAgencyTitle, body: <SetUpPage lang={ctx.lang} form={form} /> });
  };
  return [
    route({ method: 'GET', path: '/siapkan', allow: 'public', handle: (ctx) => show(ctx, emptyForm) }),
    route({
      method: 'POST',
      path: '/siapkan',
      allow: 'public',
      perMinute: 10,
      input: setupInput,
      async handle(ctx, input) {
        if (!setting.isEmpty()) throw problems.notFound();
        await setUpAgency(ctx, input);
        await setting.onSetUp();
        return redirect(`/masuk?lanjut=${encodeURIComponent('/kelola/impor')}`, { kind: 'good', text: words(ctx.lang).setUpDone });
      },
      again(ctx, raw, codes) {
        const { errors, setUpErrors } = words(ctx.lang);
        // Nine fields that each say no more than that they are empty help nobody.
        const named = Object.fromEntries(Object.entries(codes).map(([field, code]) => [field, code === 'required' ? `no-${field}` : code]));
        return show(ctx, { values: raw, errors: errorSentences(ctx.lang, named, { ...errors, ...setUpErrors }) });
      },
    }),
  ];
}
