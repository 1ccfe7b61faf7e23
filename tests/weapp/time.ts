/**
 * The phone's clock and timers. Time passes as it does outside, so that real answers come in time, and can be moved
 * forward at once; nothing fires any more after `stop`.
 */
interface Timer {
  due: number;
  every: number | undefined;
  act: () => void;
}

export class Time {
  private readonly timers = new Map<number, Timer>();
  private ahead: number;
  private last = 0;
  private wake: ReturnType<typeof setTimeout> | undefined;

  constructor(
    start: Date,
    private readonly onError: (error: unknown) => void,
  ) {
    this.ahead = start.getTime() - Date.now();
  }

  now = (): number => Date.now() + this.ahead;

  setTimeout = (act: (...given: unknown[]) => void, delay?: number, ...given: unknown[]): number =>
    this.add(act, delay, false, given);

  setInterval = (act: (...given: unknown[]) => void, delay?: number, ...given: unknown[]): number =>
    this.add(act, delay, true, given);

  clear = (id: number | undefined): void => {
    if (id !== undefined) this.timers.delete(id);
  };

  forward(milliseconds: number): void {
    this.ahead += milliseconds;
    this.arm();
  }

  /** Whether a timer is due within so many milliseconds. */
  busyWithin(milliseconds: number): boolean {
    const until = this.now() + milliseconds;
    return [...this.timers.values()].some(({ due }) => due <= until);
  }

  stop(): void {
    clearTimeout(this.wake);
    this.timers.clear();
  }

  private add(act: (...given: unknown[]) => void, delay: number | undefined, again: boolean, given: unknown[]): number {
    const wait = Math.max(0, Number(delay) || 0);
    this.last += 1;
    this.timers.set(this.last, {
      due: this.now() + wait,
      every: again ? Math.max(1, wait) : undefined,
      act: () => act(...given),
    });
    this.arm();
    return this.last;
  }

  private arm(): void {
    clearTimeout(this.wake);
    if (this.timers.size === 0) return;
    const first = Math.min(...[...this.timers.values()].map(({ due }) => due));
    this.wake = setTimeout(() => this.fire(), Math.max(0, first - this.now()));
    // A phone that nobody closed does not keep the tests from ending.
    this.wake.unref();
  }

  private fire(): void {
    const now = this.now();
    const due = [...this.timers].filter(([, timer]) => timer.due <= now).sort(([, a], [, b]) => a.due - b.due);
    for (const [id, timer] of due) {
      // An earlier one of this round may have cleared it.
      if (!this.timers.has(id)) continue;
      if (timer.every === undefined) this.timers.delete(id);
      else timer.due = now + timer.every;
      try {
        timer.act();
      } catch (error) {
        this.onError(error);
      }
    }
    this.arm();
  }
}
