/** The slots of an event: made from a few numbers at once, then each can be changed or taken out. */
import { DeleteOutlined } from '@ant-design/icons';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { eventLimits } from '@niangjia/shared/rules/events';
import { Button, Form, Input, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import { Section } from '../campaigns/matter';
import type { Draft } from './draft';
import { type SlotPlan, slotsOf, withSlots } from './slot-plan';
import { saySpan } from './use-event';
import './events.css';

const newPlan = (): SlotPlan => {
  const day = addDays(dayOf(new Date()), 7);
  return { firstDay: day, lastDay: day, from: '08:00', until: '12:00', minutes: 60, total: 20, reserved: 0 };
};

function Field({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="plan-field">
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}

/** Makes slots; those that are there at the same time stay. */
function Maker({ add }: { add: (plan: SlotPlan) => void }) {
  const [plan, setPlan] = useState(newPlan);
  const set = <Name extends keyof SlotPlan>(name: Name, value: SlotPlan[Name]) => setPlan({ ...plan, [name]: value });
  const text = (name: 'firstDay' | 'lastDay' | 'from' | 'until', type: string) => (
    <Input id={`plan-${name}`} type={type} value={plan[name]} onChange={({ target }) => set(name, target.value)} />
  );
  const number = (name: 'minutes' | 'total' | 'reserved', min: number, max: number, suffix: string) => (
    <InputNumber
      id={`plan-${name}`}
      className="wide"
      min={min}
      max={max}
      precision={0}
      suffix={suffix}
      value={plan[name]}
      onChange={(value) => set(name, value ?? min)}
    />
  );
  const count = slotsOf(plan, eventLimits.slots).length;
  return (
    <div className="slot-maker">
      <Field id="plan-firstDay" label="第一天">
        {text('firstDay', 'date')}
      </Field>
      <Field id="plan-lastDay" label="最后一天">
        {text('lastDay', 'date')}
      </Field>
      <Field id="plan-from" label="每天几点开始">
        {text('from', 'time')}
      </Field>
      <Field id="plan-until" label="每天几点结束">
        {text('until', 'time')}
      </Field>
      <Field id="plan-minutes" label="一场多长">
        {number('minutes', 5, 720, '分钟')}
      </Field>
      <Field id="plan-total" label="每场名额">
        {number('total', 1, eventLimits.places, '个')}
      </Field>
      <Field id="plan-reserved" label="其中留给优先的">
        {number('reserved', 0, plan.total, '个')}
      </Field>
      <Button id="make-slots" disabled={count === 0} onClick={() => add(plan)}>
        {count > 0 ? `加 ${count} 场` : '时间对不上'}
      </Button>
    </div>
  );
}

export function SlotsField() {
  const form = Form.useFormInstance<Draft>();
  const slots = Form.useWatch('slots', { form, preserve: true }) ?? [];
  const add = (plan: SlotPlan) => {
    const made = withSlots(form.getFieldValue('slots') ?? [], slotsOf(plan, eventLimits.slots));
    form.setFieldValue('slots', made.slice(0, eventLimits.slots));
    form.setFields([{ name: 'slots', errors: [] }]);
  };
  return (
    <Section title="场次和名额" beside={slots.length > 0 && <span className="second">共 {slots.length} 场</span>}>
      <Maker add={add} />
      <Form.List
        name="slots"
        rules={[
          {
            validator: async (_, value?: unknown[]) =>
              value && value.length > 0 ? undefined : Promise.reject(new Error('请至少加一个场次。')),
          },
        ]}
      >
        {(fields, { remove }, { errors }) => (
          <>
            <div className="slot-rows" aria-live="polite">
              {fields.map(({ key, name }) => (
                <div className="slot-row" key={key}>
                  <span className="slot-when">{slots[name] ? saySpan(slots[name]) : ''}</span>
                  <Form.Item name={[name, 'total']} rules={[{ required: true, message: '请填名额。' }]}>
                    <InputNumber
                      aria-label="名额"
                      min={1}
                      max={eventLimits.places}
                      precision={0}
                      prefix="名额"
                      suffix="个"
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'reserved']} rules={[{ required: true, message: '没有就填 0。' }]}>
                    <InputNumber
                      aria-label="留给优先的"
                      min={0}
                      max={eventLimits.places}
                      precision={0}
                      prefix="优先"
                      suffix="个"
                    />
                  </Form.Item>
                  <Button
                    type="text"
                    aria-label={`去掉 ${slots[name] ? saySpan(slots[name]) : '这一场'}`}
                    icon={<DeleteOutlined />}
                    onClick={() => remove(name)}
                  />
                </div>
              ))}
            </div>
            <Form.ErrorList errors={errors} />
          </>
        )}
      </Form.List>
    </Section>
  );
}
