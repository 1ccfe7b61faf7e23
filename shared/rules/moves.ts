/** "From state X, Y may do Z": the one shape in which every module writes its legal moves. */
export interface Move<State extends string, Actor extends string> {
  from: readonly State[];
  to: State;
  by: Actor;
}

/** Whether `actor` may do `verb` in `state`. */
export function canMove<State extends string, Actor extends string, Verb extends string>(
  moves: Record<Verb, Move<State, Actor>>,
  verb: Verb,
  state: State,
  actor: Actor,
): boolean {
  const move = moves[verb];
  return move.by === actor && move.from.includes(state);
}
