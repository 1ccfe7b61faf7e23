/** Lengths and counts that phone, console and server share. */
export const limits = {
  name: 40,
  reason: { min: 5, max: 300 },
  search: 40,
  scene: 32,
  page: 50,
  file: { bytes: 10 * 1024 * 1024, pixels: 50_000_000, perRequest: 1, perDay: 60 },
  /** Videos (MP4) and documents (PDF) beside photos. */
  attachment: { video: 50 * 1024 * 1024, document: 10 * 1024 * 1024, perDay: 20, name: 80 },
  /** Characters of a staff password. */
  password: 12,
  /** A unit's list: 500,000 rows of a CSV are about 40 MB. What is not submitted ends by itself after `days`. */
  roster: { bytes: 60 * 1024 * 1024, rows: 500_000, columns: 60, days: 30, perDay: 50 },
  /** Characters of a kind's terms and of a campaign's, of a pasted list of member numbers; vouchers of one kind. */
  voucher: { terms: 200, words: 600, list: 60_000, total: 5_000_000 },
  smsCode: { digits: 6, minutes: 5, tries: 5, waitSeconds: 60 },
  /** Reveals of personal data per officer and hour before an alarm (E8). */
  revealsPerHour: 20,
} as const;
