/** WebVTT as an author uploads it: the signature, then cues. Nothing else is let through to a player. */
export function isSubtitles(text: string): boolean {
  return /^WEBVTT([ \t].*)?(\n|$)/.test(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')) && text.includes('-->');
}
