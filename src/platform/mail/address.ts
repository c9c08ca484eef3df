const held = { publicUrl: '' };

/** Where the house is reached from outside; set once at the start. */
export function holdPublicUrl(url: string): void {
  held.publicUrl = url;
}

/** A page's address as letters need it: whole, so that it can be opened from anywhere. */
export function wholeAddress(path: string): string {
  return held.publicUrl + path;
}
