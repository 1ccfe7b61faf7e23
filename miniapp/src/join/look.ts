/** How each state of an application looks. */
import type { ApplicationState } from '@niangjia/shared/rules/membership';
import type { Tone } from '../ui/chip';

export const stateTones: Record<ApplicationState, Tone> = {
  submitted: 'waiting',
  returned: 'needs',
  approved: 'done',
  refused: 'needs',
  recalled: 'quiet',
};
