import { createHmac } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code in a survey's link, 100 bits: made again from the secret whenever the link is shown, so that only its hash is stored.
 * It hangs on the application, so that the letter of the decision can hold it before the survey is opened.
 */
export function surveyToken(secret: Uint8Array, applicationId: string): string {
  const digest = createHmac('sha256', secret).update(`survey ${applicationId}`).digest();
  return Array.from(digest.subarray(0, 20), (byte) => alphabet[byte & 31]).join('');
}
