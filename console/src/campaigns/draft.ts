/** A campaign as it is typed: what a new one begins with, what an earlier one passes on, what is sent. */
import { everybody } from '@niangjia/shared/rules/audience';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import type { Body, Found, Kind } from './use-campaign';

/** Nothing is typed yet where a field is undefined or null. */
type Typed<T> = { [Key in keyof T]?: T[Key] | null };
export type TypedKind = Typed<Kind>;
export type Draft = Omit<Typed<Body>, 'kinds' | 'audience'> & {
  audience: Body['audience'];
  kinds: TypedKind[];
};

/** A day of Shanghai at an hour of its clock, as an instant. */
const at = (day: string, hour: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + (hour - 8) * 3600_000).toISOString();

export const newKind: TypedKind = {
  worth: 'off',
  words: '',
  merchantFen: 0,
  bankFen: 0,
  perPerson: 1,
  perDay: 0,
  waves: [],
  merchantIds: [],
};

/** Opens tomorrow at ten for a week; to be used within a month. */
export function newDraft(): Draft {
  const day = addDays(dayOf(new Date()), 1);
  return {
    words: '',
    way: 'first',
    claimFrom: at(day, 10),
    claimUntil: at(addDays(day, 7), 18),
    useFrom: day,
    useUntil: addDays(day, 30),
    extendMonths: 0,
    perPerson: 1,
    perPersonDay: 0,
    line: true,
    favourNew: false,
    beacon: null,
    audience: everybody,
    kinds: [newKind],
  };
}

export function draftOf(found: Found): Draft {
  const { unionId, title, words, way, claimFrom, claimUntil, useFrom, useUntil, extendMonths } = found;
  const { perPerson, perPersonDay, line, favourNew, beacon, audience } = found;
  return {
    ...{ unionId, title, words, way, claimFrom, claimUntil, useFrom, useUntil, extendMonths },
    ...{ perPerson, perPersonDay, line, favourNew, beacon, audience },
    kinds: found.kinds.map(({ id: _, left: __, ...kind }) => kind),
  };
}

/** The same terms once more, in the days of a new one. */
export function copyOf(found: Found): Draft {
  const { claimFrom, claimUntil, useFrom, useUntil, beacon } = newDraft();
  const kinds = draftOf(found).kinds.map((kind) => ({ ...kind, waves: [] }));
  return {
    ...draftOf(found),
    title: `${found.title}（再办）`.slice(0, 40),
    kinds,
    claimFrom,
    claimUntil,
    useFrom,
    useUntil,
    beacon,
  };
}

/** `offFen` is the sum of who pays what. */
export const offOf = ({ subsidyFen, merchantFen, bankFen }: TypedKind): number =>
  (subsidyFen ?? 0) + (merchantFen ?? 0) + (bankFen ?? 0);

/** Union money at most: number × subsidy, over all kinds. */
export const budgetOf = (kinds: readonly (TypedKind | undefined)[] = []): number =>
  kinds.reduce((sum, kind) => sum + (kind?.total ?? 0) * (kind?.subsidyFen ?? 0), 0);

/** What does not belong to the chosen way or worth is not sent, though it may still stand in a hidden field. */
export function bodyOf(draft: Draft): Body {
  const { way, kinds } = draft;
  return {
    ...draft,
    line: way !== 'grant' && draft.line === true,
    favourNew: way === 'lottery' && draft.favourNew === true,
    beacon: way === 'lottery' ? draft.beacon?.trim() || null : null,
    perPersonDay: way === 'first' ? draft.perPersonDay : 0,
    audience: { ...draft.audience, listed: way === 'grant' || draft.audience.listed },
    kinds: kinds.map((kind) => ({
      ...kind,
      offFen: offOf(kind),
      minSpendFen: kind.worth === 'off' ? (kind.minSpendFen ?? 0) : 0,
      listFen: kind.worth === 'price' ? kind.listFen : 0,
      perDay: way === 'first' ? kind.perDay : 0,
      waves: way === 'first' ? (kind.waves ?? []) : [],
    })),
  } as Body;
}
