/** An amount as it is typed. */
import { billOf, sayYuan, type Worth } from '@niangjia/shared/rules/vouchers';

const MOST_FEN = 10_000_000;

/** `58.5` -> 5850; full-width digits and commas are taken too. Undefined for what is no amount. */
export function fenIn(typed: string): number | undefined {
  const plain = typed
    .trim()
    .replace(/[０-９．。]/g, (one) => (/[．。]/.test(one) ? '.' : String(one.charCodeAt(0) - 0xff10)))
    .replace(/[,，元\s]/g, '');
  const [, yuan, cents = ''] = /^(\d{1,8})(?:\.(\d{0,2}))?$/.exec(plain) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
}

/** What is wrong with the amount of a bill on which this voucher is to be used; undefined when nothing is. */
export function spendProblem(worth: Worth, typed: string): string | undefined {
  if (worth.worth === 'price') return undefined;
  if (typed.trim() === '') return '请填写消费金额。';
  const fen = fenIn(typed);
  if (fen === undefined) return '金额写成数字，最多两位小数，例如 58.50。';
  if (fen > MOST_FEN) return '金额最多 100,000 元，请核对。';
  if (billOf(worth, fen)) return undefined;
  return worth.minSpendFen > 0 ? `这张券要消费满 ${sayYuan(worth.minSpendFen)} 元才能用。` : '金额要大于 0 元。';
}

/** What is sent: null where the list price decides. */
export const spendOf = (worth: Worth, typed: string): number | null =>
  worth.worth === 'price' ? null : (fenIn(typed) ?? null);
