import { createHmac } from 'node:crypto';

/** The code that the tutor shows at this step of time, eight digits; only who is in the room can know it. */
export function classCode(secret: Uint8Array, classId: string, step: number): string {
  const digest = createHmac('sha256', secret).update(`class ${classId} ${step}`).digest();
  return String(digest.readUInt32BE(0) % 100_000_000).padStart(8, '0');
}
