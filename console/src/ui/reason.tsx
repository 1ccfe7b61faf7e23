import { limits } from '@niangjia/shared/rules/limits';
import { Form, Input } from 'antd';

interface ReasonProps {
  label?: string;
  extra?: string;
  placeholder?: string;
}

/** The reason that goes on record with an act. */
export function Reason({ label = '理由', extra, placeholder }: ReasonProps) {
  return (
    <Form.Item
      name="reason"
      label={label}
      extra={extra}
      rules={[
        {
          required: true,
          whitespace: true,
          min: limits.reason.min,
          message: `请写明理由，至少 ${limits.reason.min} 个字。`,
        },
      ]}
    >
      <Input.TextArea rows={3} maxLength={limits.reason.max} placeholder={placeholder ?? ''} />
    </Form.Item>
  );
}
