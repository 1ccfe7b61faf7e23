import { type RefusalBody, type RefusalCode, refusals } from '@niangjia/shared/rules/refusals';

interface More {
  fields?: { at: string; sentence: string }[];
  /** What was asked for in vain; its presence puts a row "denied" into the audit. */
  denied?: string;
  /** True: what the work has written stays (a failed attempt must be counted). Else the refusal rolls back. */
  keep?: boolean;
  /** Overrides the sentence of the table where the case knows more. */
  sentence?: string;
}

/** A planned no. Rolls the transaction back; the status and the sentence come from the one table. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: RefusalCode,
    readonly more: More = {},
  ) {
    super(code);
  }

  get status(): number {
    return refusals[this.code][0];
  }

  body(requestId: string): RefusalBody {
    const { fields, sentence } = this.more;
    return { code: this.code, sentence: sentence ?? refusals[this.code][1], requestId, ...(fields && { fields }) };
  }
}

/** One field is wrong: BAD_INPUT with the sentence at its place. */
export const badField = (at: string, sentence: string): Refusal =>
  new Refusal('BAD_INPUT', { fields: [{ at, sentence }] });
