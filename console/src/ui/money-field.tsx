/** An amount typed in yuan; its value is in fen. */
import { InputNumber } from 'antd';

interface MoneyFieldProps {
  id?: string;
  value?: number | null;
  onChange?: (fen: number | null) => void;
  disabled?: boolean;
}

export function MoneyField({ id, value, onChange, disabled }: MoneyFieldProps) {
  return (
    <InputNumber<number>
      {...(id && { id })}
      className="wide"
      min={0}
      precision={2}
      controls={false}
      suffix="元"
      disabled={disabled ?? false}
      value={typeof value === 'number' ? value / 100 : null}
      onChange={(yuan) => onChange?.(yuan === null ? null : Math.round(yuan * 100))}
    />
  );
}
