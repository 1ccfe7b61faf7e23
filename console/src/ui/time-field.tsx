/** A time typed as the clock in Shanghai shows it; its value is an instant in UTC. */
import { Input } from 'antd';

const SHANGHAI_MS = 8 * 3600_000;

const localOf = (instant: string): string => new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 16);
const instantOf = (local: string): string => new Date(Date.parse(`${local}:00.000Z`) - SHANGHAI_MS).toISOString();

interface TimeFieldProps {
  id?: string;
  label?: string;
  value?: string | null;
  onChange?: (instant: string | null) => void;
}

export function TimeField({ id, label, value, onChange }: TimeFieldProps) {
  return (
    <Input
      {...(id && { id })}
      {...(label && { 'aria-label': label })}
      type="datetime-local"
      value={value ? localOf(value) : ''}
      onChange={({ target }) => onChange?.(target.value ? instantOf(target.value.slice(0, 16)) : null)}
    />
  );
}
