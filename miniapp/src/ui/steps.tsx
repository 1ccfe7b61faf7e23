import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { stepWords } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import type { Tone } from './chip';
import { Icon } from './icon';

type Step = Reply<'GET /applications/:id'>['steps'][number];

const tones: Record<Step['verb'], Tone> = {
  submit: 'told',
  resubmit: 'told',
  approve: 'done',
  return: 'needs',
  refuse: 'needs',
  recall: 'quiet',
};

/** A case as a line of steps: who, when, what was said; `open` is the step that is still to come. */
export const Steps = ({ steps, open }: { steps: readonly Step[]; open?: string | undefined }) => (
  <View className="panel">
    <View className="panel-title">办理经过</View>
    {steps.map((step, i) => (
      <View className={`step ${tones[step.verb]}`} key={`${step.at}${step.verb}`}>
        <View className="step-mark">
          <Icon name={step.verb === 'refuse' ? 'refused' : step.verb === 'return' ? 'needs' : 'done'} />
          {(i < steps.length - 1 || open) && <View className="step-line" />}
        </View>
        <View className="step-body">
          <View>{stepWords[step.verb]}</View>
          <View className="small">
            {sayTime(step.at)}　{step.by}
          </View>
          {step.reason && <View className="step-reason">{step.reason}</View>}
        </View>
      </View>
    ))}
    {open && (
      <View className="step waiting">
        <View className="step-mark">
          <Icon name="waiting" />
        </View>
        <View className="step-body">{open}</View>
      </View>
    )}
  </View>
);
