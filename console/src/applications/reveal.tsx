/** Asks why a value must be seen in full and, when the server wants it, for the dynamic code once more. */
import { Refused } from '@niangjia/shared/client';
import { limits } from '@niangjia/shared/rules/limits';
import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { api, sentenceOf } from '../api';

export const revealWords = { name: '姓名', idNumber: '身份证号', phone: '手机号' } as const;
export type RevealField = keyof typeof revealWords;

interface Answers {
  reason: string;
  otp?: string;
}

const fields = ['reason', 'otp'] as const;

interface RevealProps {
  id: string;
  field: RevealField;
  close: () => void;
  show: (value: string) => void;
}

export function Reveal({ id, field, close, show }: RevealProps) {
  const [form] = Form.useForm<Answers>();
  const [needsCode, setNeedsCode] = useState(false);
  const reveal = useMutation({
    mutationFn: async ({ reason, otp }: Answers) => {
      if (otp) {
        await api('POST /staff/step-up', { body: { otp } });
        setNeedsCode(false);
      }
      return api('POST /applications/:id/reveal', { params: { id }, body: { field, reason } });
    },
    onSuccess: ({ value }) => show(value),
    onError: (error) => {
      form.resetFields(['otp']);
      if (!(error instanceof Refused)) return;
      if (error.code === 'STEP_UP_FIRST') setNeedsCode(true);
      form.setFields(fields.map((name) => ({ name, errors: [error.at(name) ?? []].flat() })));
    },
  });
  const refused = reveal.error instanceof Refused ? reveal.error : undefined;
  const atField = fields.some((name) => refused?.at(name));
  return (
    <Modal
      open
      title={`查看完整${revealWords[field]}`}
      onCancel={close}
      okText="查看"
      cancelText="不看了"
      okButtonProps={{ id: 'reveal-confirm', loading: reveal.isPending }}
      onOk={form.submit}
    >
      <p className="second">理由、您的姓名和时间会记录下来，本人可以看到。内容显示 60 秒。</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={reveal.mutate}>
        <Form.Item
          name="reason"
          htmlFor="reveal-reason"
          label="为什么要看"
          rules={[
            {
              required: true,
              whitespace: true,
              min: limits.reason.min,
              message: `请写明理由，至少 ${limits.reason.min} 个字。`,
            },
          ]}
        >
          <Input.TextArea
            id="reveal-reason"
            autoFocus
            rows={2}
            maxLength={limits.reason.max}
            placeholder="例：电话核对本人身份"
          />
        </Form.Item>
        {reveal.isError && !atField && (
          <Alert
            id="reveal-error"
            type={refused?.code === 'STEP_UP_FIRST' ? 'info' : 'error'}
            showIcon
            title={sentenceOf(reveal.error)}
          />
        )}
        {needsCode && (
          <Form.Item
            className="step-up"
            name="otp"
            htmlFor="reveal-otp"
            label="动态码"
            extra="刚用过的动态码不能再用，请等验证器换成下一个。"
            rules={[{ required: true, pattern: /^\d{6}$/, message: '动态码是验证器里的 6 位数字。' }]}
          >
            <Input id="reveal-otp" autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
