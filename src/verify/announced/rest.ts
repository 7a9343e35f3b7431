import { type Announcement, type Told, announcing } from './told.js';

/** Differences of REST APIs that can't be avoided, and what tells each. */
const ANNOUNCEMENTS: readonly Announcement[] = [
  // What a project has changed about the API for administrators is not carried over.
  { difference: /^RestApis\.AdminQueries\b| rest:AdminQueries\//, codes: ['AM1422'] },
];

/** The code that tells of a difference; null when nothing does. */
export function announcedRest(path: string, told: Told): string | null {
  return announcing(ANNOUNCEMENTS, path, told);
}
