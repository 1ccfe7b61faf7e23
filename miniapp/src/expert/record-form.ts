/** The record of a visit without its page: what was typed, and what is wrong with it. */
export interface RecordDraft {
  minutes: string;
  served: string;
  words: string;
}
export type Problems = Partial<Record<keyof RecordDraft | 'photos', string>>;

const within = (text: string, least: number, most: number): boolean =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** What the server says of a field: it knows when the visit began and for how many it was. */
export const problemsIn = (fields: readonly { at: string; sentence: string }[]): Problems =>
  Object.fromEntries(
    fields.filter(({ at }) => at === 'minutes' || at === 'served').map(({ at, sentence }) => [at, sentence]),
  );

export function problemsOf({ minutes, served, words }: RecordDraft, waiting: number): Problems {
  const judged: Problems = {
    ...(within(minutes, 10, 600) ? {} : { minutes: '请填 10 到 600 之间的分钟数。' }),
    ...(within(served, 0, 5000) ? {} : { served: '请填服务的人数，0 到 5000。' }),
    ...(words.trim().length < 5 ? { words: '请写几句做了什么，至少 5 个字。' } : {}),
    ...(waiting ? { photos: `还有 ${waiting} 张照片没有传上。请再传一次或去掉。` } : {}),
  };
  return judged;
}
