import { createHmac } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The code in a survey's link, 100 bits: made again from the secret whenever the link is shown, so that only its hash is stored. */
export function surveyToken(secret: Uint8Array, surveyId: string): string {
  const digest = createHmac('sha256', secret).update(`survey ${surveyId}`).digest();
  return Array.from(digest.subarray(0, 20), (byte) => alphabet[byte & 31]).join('');
}
