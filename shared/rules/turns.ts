/** Long work in small pieces: whoever drives it lets others have their turn in between. */
export type Turns<Done> = Generator<undefined, Done>;
/** All of it without a break: for small weeks and tests. */
export function atOnce<Done>(work: Turns<Done>): Done {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
