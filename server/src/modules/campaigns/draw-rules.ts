/**
 * Who wins a draw: worked out from its public data alone. docs/lottery.md describes the same bytes for others, and
 * scripts/lottery.mjs works them out a second time without this file. What is here is never changed: a new way to
 * draw is a new `version`.
 */
import { createHmac } from 'node:crypto';
import { sha256 } from '../../core/ids';

/** Public number; 1 for who had a voucher of the organiser before and comes behind the rest, else 0; person, or 0. */
export type DrawEntry = [number: number, behind: 0 | 1, person: number];

export interface DrawKind {
  id: string;
  title: string;
  /** Vouchers that are drawn. */
  total: number;
  /** By number. */
  entries: DrawEntry[];
  /** Numbers in the drawn order. */
  winners: number[];
}

/** The public data: no name, nothing that leads to a person but the number that this person was told. */
export interface DrawFile {
  format: 'niangjia-draw';
  version: 1;
  campaign: { number: string; title: string };
  commitment: string;
  secret: string;
  beacon: string | null;
  beaconValue: string | null;
  /** Vouchers of the campaign that one person wins at most; 0: no limit, and entries do not say whose they are. */
  perPerson: number;
  kinds: DrawKind[];
}

/** A public number as it counts, however it was typed: only its letters and digits, in capitals. */
export const plainBeacon = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[^0-9A-Za-z]/g, '')
    .toUpperCase();

/** Digest of all entries, a line each: `kind:number:behind:person`. */
export const listDigest = (kinds: readonly Pick<DrawKind, 'id' | 'entries'>[]): string =>
  sha256(kinds.flatMap(({ id, entries }) => entries.map((entry) => `${id}:${entry.join(':')}\n`)).join(''));

/** 64 hexadecimal digits; the key of the scores is the 32 bytes that they stand for. */
export const seedOf = ({ secret, beaconValue, kinds }: Pick<DrawFile, 'secret' | 'beaconValue' | 'kinds'>): string =>
  sha256(`niangjia-draw-1\n${secret}\n${beaconValue ?? ''}\n${listDigest(kinds)}`);

/** All entries of a kind in the drawn order. */
export function orderOf(seed: string, { id, entries }: Pick<DrawKind, 'id' | 'entries'>): DrawEntry[] {
  const key = Buffer.from(seed, 'hex');
  const scored = entries.map((entry) => ({
    entry,
    score: createHmac('sha256', key).update(`${id}:${entry[0]}`).digest('hex'),
  }));
  scored.sort((a, b) => a.entry[1] - b.entry[1] || (a.score < b.score ? -1 : 1));
  return scored.map(({ entry }) => entry);
}

/** The winners of all kinds, kind by kind: who has `perPerson` already is passed over. */
export function drawWinners(file: Pick<DrawFile, 'secret' | 'beaconValue' | 'kinds' | 'perPerson'>): number[][] {
  const seed = seedOf(file);
  const had = new Map<number, number>();
  return file.kinds.map((kind) => {
    const winners: number[] = [];
    for (const [number, , person] of orderOf(seed, kind)) {
      if (winners.length >= kind.total) break;
      const count = had.get(person) ?? 0;
      if (file.perPerson > 0 && count >= file.perPerson) continue;
      had.set(person, count + 1);
      winners.push(number);
    }
    return winners;
  });
}
