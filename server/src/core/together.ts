/**
 * Coalescing: what waits in this process at the same moment is done in one go, each caller getting its own answer
 * afterwards. One go at a time, none waits for a timer: while one runs, the next gathers.
 */

/** What one of many gets. */
export type Outcome<Answer> = { answer: Answer } | { error: unknown };

/**
 * A door for many. `work` gets what waits, at most `most` of them, oldest first, and says one outcome for each, in the
 * same order; when it throws, each of them gets that error.
 */
export function together<Item, Answer>(
  work: (items: Item[]) => Promise<Outcome<Answer>[]>,
  most: number,
): (item: Item) => Promise<Answer> {
  interface Waiting {
    item: Item;
    resolve(answer: Answer): void;
    reject(error: unknown): void;
  }
  let waiting: Waiting[] = [];
  let running = false;

  async function go(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const outcomes = await work(batch.map(({ item }) => item));
        for (const [nth, { resolve, reject }] of batch.entries()) {
          const outcome = outcomes[nth];
          if (!outcome) reject(new Error('no outcome for one of many'));
          else if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.answer);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running) return;
      running = true;
      // What came in with the same turn of the event loop goes along.
      setImmediate(() => void go());
    });
}

/** Length to which a list of places is filled up, so that few statements serve every length: 1, 2, 4, 8 … */
const filled = (length: number): number => 2 ** Math.ceil(Math.log2(length));

/** `?, ?, ?, ?` and its values for `IN (…)`; filled up with the last value, which finds nothing more. Not for none. */
export function among(values: readonly string[]): { places: string; values: string[] } {
  const length = filled(values.length);
  const last = values[values.length - 1] ?? '';
  return {
    places: Array.from({ length }, () => '?').join(', '),
    values: [...values, ...Array.from({ length: length - values.length }, () => last)],
  };
}
