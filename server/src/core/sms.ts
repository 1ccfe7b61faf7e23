import { Refusal } from './refusal';

export interface Sms {
  /** `phone` is 11 digits. Resolves once the provider has taken the message; otherwise `Refusal('SMS_DOWN')`. */
  send(message: {
    phone: string;
    template: 'sign-in-code' | 'application-decided' | 'notice' | 'own-data-code' | 'staff-invitation';
    params: Record<string, string>;
  }): Promise<void>;
}

const deadlineMs = 3_000;

/** A provider that takes `POST {base}/messages` as JSON. Not tried twice: a lost answer would become a second message. */
export function openSms({ base, key }: { base: string; key: string }): Sms {
  return {
    async send(message) {
      const why = await fetch(`${base}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(message),
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
      }).then(
        async (response) => {
          await response.body?.cancel();
          return response.ok ? undefined : `status ${response.status}`;
        },
        // Only the kind of failure: the text may name what was sent.
        (error: { name?: string; cause?: { code?: string } }) => error.cause?.code ?? error.name ?? 'unknown',
      );
      if (why) throw Object.assign(new Refusal('SMS_DOWN'), { cause: `messages: ${why}` });
    },
  };
}
