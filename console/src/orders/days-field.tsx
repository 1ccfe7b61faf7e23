/** The days and parts of the day that a unit wishes for: a day, then morning, afternoon or evening. */
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { type DayPart, dayParts } from '@niangjia/shared/rules/orders';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { sayWished } from './say';

interface Wish {
  day: string;
  part: DayPart;
}
interface DaysFieldProps {
  id?: string;
  value?: Wish[];
  onChange?: (wishes: Wish[]) => void;
}

const keyOf = ({ day, part }: Wish): string => `${day} ${Object.keys(dayParts).indexOf(part)}`;

export function DaysField({ id, value = [], onChange }: DaysFieldProps) {
  const tomorrow = addDays(dayOf(new Date()), 1);
  const [day, setDay] = useState(tomorrow);
  const add = (part: DayPart) => {
    const rest = value.filter((one) => keyOf(one) !== keyOf({ day, part }));
    onChange?.([...rest, { day, part }].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
  };
  return (
    <div className="day-picks">
      <div className="day-pick">
        <Input
          {...(id && { id })}
          type="date"
          min={tomorrow}
          value={day}
          onChange={({ target }) => setDay(target.value)}
        />
        {(Object.keys(dayParts) as DayPart[]).map((part) => (
          <Button key={part} id={`wish-${part}`} disabled={!day || value.length >= 14} onClick={() => add(part)}>
            加{dayParts[part].label}
          </Button>
        ))}
      </div>
      {value.length > 0 && (
        <div className="day-pick">
          {value.map((wish) => (
            <Tag
              key={keyOf(wish)}
              closable
              onClose={(event) => {
                event.preventDefault();
                onChange?.(value.filter((one) => one !== wish));
              }}
            >
              {sayWished(wish)}
            </Tag>
          ))}
        </div>
      )}
    </div>
  );
}
