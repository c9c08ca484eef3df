import { derivedCode } from '#platform/ids';

/**
 * The code in a survey's link, 100 bits: made again from the secret whenever the link is shown, so that only its hash is stored.
 * It hangs on the application, so that the letter of the decision can hold it before the survey is opened.
 */
export function surveyToken(secret: Uint8Array, applicationId: string): string {
  return derivedCode(secret, `survey ${applicationId}`, 100).replaceAll('-', '');
}
