import { expect, test } from 'vitest';
import { calendarFile } from './calendar-file.ts';
import { isSubtitles } from './subtitles.ts';

const at = (text: string) => Temporal.Instant.from(text);
const entry = {
  uid: 'k1@smart.contoh.id',
  title: 'Latihan; percakapan, di loket',
  place: 'Ruang Rinjani\nlantai 2',
  about: 'Berbagi catatan pengamatan; bermain peran berpasangan dengan empat kasus (berkas kurang, hambatan bahasa, penolakan, warga marah) – é'.repeat(3),
  url: 'https://smart.contoh.id/belajar/x',
  starts: at('2026-11-26T01:00:00Z'),
  ends: at('2026-11-26T04:00:00Z'),
  now: at('2026-11-23T01:00:00.123Z'),
};

test('a class is an event in UTC with its marks escaped', () => {
  const unfolded = calendarFile(entry).replaceAll('\r\n ', '');
  expect(unfolded).toContain('\r\nDTSTART:20261126T010000Z\r\nDTEND:20261126T040000Z\r\n');
  expect(unfolded).toContain('SUMMARY:Latihan\\; percakapan\\, di loket\r\n');
  expect(unfolded).toContain('LOCATION:Ruang Rinjani\\nlantai 2\r\n');
  expect(unfolded).toContain('DTSTAMP:20261123T010000Z');
});

test('no line is longer than 75 bytes, and no character is cut', () => {
  const file = calendarFile(entry);
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.replaceAll('\r\n ', '')).toContain(entry.about.replace(/[;,]/g, (mark) => `\\${mark}`));
});

test.each([
  ['WEBVTT\n\n00:00.000 --> 00:04.000\nHalo', true],
  ['\uFEFFWEBVTT - judul\r\n\r\n00:00.000 --> 00:04.000\r\nHalo', true],
  ['WEBVTTX\n\n00:00.000 --> 00:04.000\nHalo', false],
  ['<html>WEBVTT --></html>', false],
  ['WEBVTT\n', false],
])('%s is WebVTT: %s', (text, good) => {
  expect(isSubtitles(text)).toBe(good);
});
