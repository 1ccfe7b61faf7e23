import type { Ask } from '../../core/ask';
import type { FoundAct } from './sign';

/**
 * What a kind of joint act does. Runs in the transaction of the last signature: what it refuses takes the signature
 * back with it. It looks at the present state anew (JOINT_STALE), because days may lie between.
 */
export interface JointEffect {
  done(ask: Ask, act: FoundAct): Promise<void>;
  /** Refused by another person, or taken back by the proposer. */
  undone?(ask: Ask, act: FoundAct): Promise<void>;
}

/** What `propose` was given as `payload`. */
export const payloadOf = <Payload>(act: FoundAct): Payload => JSON.parse(act.payload) as Payload;
