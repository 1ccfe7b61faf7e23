/** Lengths and counts that phone, console and server share. */
export const limits = {
  name: 40,
  reason: { min: 5, max: 300 },
  search: 40,
  scene: 32,
  page: 50,
  file: { bytes: 10 * 1024 * 1024, pixels: 50_000_000, perRequest: 1, perDay: 60 },
  smsCode: { digits: 6, minutes: 5, tries: 5, waitSeconds: 60 },
  /** Reveals of personal data per officer and hour before an alarm (E8). */
  revealsPerHour: 20,
} as const;
