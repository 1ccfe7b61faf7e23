/** How each state of a joint act looks. */
import type { JointState } from '@niangjia/shared/rules/joint';
import type { Tone } from '../ui/chip';

export const jointTones: Record<JointState, Tone> = {
  waiting: 'waiting',
  done: 'done',
  refused: 'needs',
  recalled: 'quiet',
};
