/** What a log may say of an error: a database's own message holds values, so there only its code is told (T11). */
export function sayFault(error: unknown): string {
  const { name, message, code } = error as Error & { code?: string };
  return name === 'QueryFailedError' || code ? `${name} ${code ?? ''}`.trim() : `${name}: ${message}`;
}
