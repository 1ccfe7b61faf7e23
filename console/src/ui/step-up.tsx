/** The second factor once more, asked for only when the server wants it; then the act goes on by itself. */
import { Refused } from '@niangjia/shared/client';
import { Alert, Form, Input, Modal } from 'antd';
import { createContext, type ReactNode, useContext, useRef, useState } from 'react';
import { api, sentenceOf } from '../api';

type Guard = <T>(act: () => Promise<T>) => Promise<T>;
const Guarded = createContext<Guard>((act) => act());

/** Runs an act; on STEP_UP_FIRST asks for the code and runs it again. Throws when the person does not give it. */
export const useStepUp = (): Guard => useContext(Guarded);

function CodeDialog({ settle }: { settle: (given: boolean) => void }) {
  const [form] = Form.useForm<{ otp: string }>();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const give = async ({ otp }: { otp: string }): Promise<void> => {
    setPending(true);
    try {
      await api('POST /staff/step-up', { body: { otp } });
      settle(true);
    } catch (error) {
      form.resetFields(['otp']);
      setProblem((error instanceof Refused && error.at('otp')) || sentenceOf(error));
      setPending(false);
    }
  };
  return (
    <Modal
      open
      title="请再输入一次动态码"
      okText="继续"
      cancelText="先不办"
      okButtonProps={{ id: 'step-up-confirm', loading: pending }}
      onOk={form.submit}
      onCancel={() => settle(false)}
      width={420}
    >
      <p>这一步影响较大，要确认是您本人在办。5 分钟内不再问。</p>
      <Form form={form} name="step-up" layout="vertical" requiredMark={false} onFinish={give}>
        <Form.Item
          name="otp"
          label="动态码"
          extra="刚用过的动态码不能再用，请等验证器换成下一个。"
          rules={[{ required: true, pattern: /^\d{6}$/, message: '动态码是验证器里的 6 位数字。' }]}
        >
          <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
        </Form.Item>
        {problem && <Alert id="step-up-error" type="error" showIcon title={problem} />}
      </Form>
    </Modal>
  );
}

export function StepUp({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState(false);
  const answer = useRef<(given: boolean) => void>(() => undefined);
  const guard = useRef<Guard>(async (act) => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'STEP_UP_FIRST') throw error;
    }
    setAsking(true);
    const given = await new Promise<boolean>((settle) => {
      answer.current = settle;
    });
    setAsking(false);
    if (!given) throw new Error('没有输入动态码，这一步没有办。您填的内容还在。');
    return act();
  });
  return (
    <Guarded.Provider value={guard.current}>
      {children}
      {asking && <CodeDialog settle={(given) => answer.current(given)} />}
    </Guarded.Provider>
  );
}
