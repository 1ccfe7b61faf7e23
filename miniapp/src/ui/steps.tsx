import type { Reply } from '@niangjia/shared/contract/index';
import { stepWords } from '@niangjia/shared/rules/membership';
import type { Tone } from './chip';
import type { IconName } from './icon';
import { type Stop, Way } from './way';

type Step = Reply<'GET /applications/:id'>['steps'][number];

const looks: Record<Step['verb'], { tone: Tone; icon?: IconName }> = {
  submit: { tone: 'told' },
  file: { tone: 'told' },
  resubmit: { tone: 'told' },
  rise: { tone: 'waiting', icon: 'union' },
  approve: { tone: 'done' },
  return: { tone: 'needs', icon: 'needs' },
  refuse: { tone: 'needs', icon: 'refused' },
  recall: { tone: 'quiet' },
};

/** The history of an application; `open` is the step that is still to come. */
export const Steps = ({ steps, open }: { steps: readonly Step[]; open?: string | undefined }) => (
  <Way
    title="办理经过"
    stops={[
      ...steps.map(
        ({ verb, at, by, reason }): Stop => ({ ...looks[verb], title: stepWords[verb], at, by, words: reason }),
      ),
      ...(open ? [{ tone: 'waiting', icon: 'waiting', title: open } as const] : []),
    ]}
  />
);
