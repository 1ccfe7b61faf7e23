import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { stepWords } from '@niangjia/shared/rules/membership';
import { Timeline } from 'antd';

type Step = Reply<'GET /applications/:id'>['steps'][number];

const colors: Partial<Record<Step['verb'], 'green' | 'red'>> = { approve: 'green', refuse: 'red' };

/** Who did what, when, and what was said. */
export function Steps({ steps }: { steps: Step[] }) {
  return (
    <section className="panel">
      <h2>办理经过</h2>
      <Timeline
        items={steps.map((step) => ({
          color: colors[step.verb] ?? 'gray',
          content: (
            <>
              <div className="step">
                <strong>{stepWords[step.verb]}</strong>
                <span>{step.by}</span>
                <time dateTime={step.at}>{sayTime(step.at)}</time>
              </div>
              {step.reason && <p className="step-reason">{step.reason}</p>}
            </>
          ),
        }))}
      />
    </section>
  );
}
