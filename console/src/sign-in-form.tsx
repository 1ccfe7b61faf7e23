/** The three things with which staff sign in; used by the page and over a page whose session ended. */
import { Refused } from '@niangjia/shared/client';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { api, sentenceOf } from './api';
import { keepSession } from './session';

interface Answers {
  account: string;
  password: string;
  otp: string;
}

const fields = ['account', 'password', 'otp'] as const;

interface SignInFormProps {
  /** Whose session this page had, when it goes on with it. */
  account?: string;
  done: (answers: Answers) => void;
}

export function SignInForm({ account, done }: SignInFormProps) {
  const [form] = Form.useForm<Answers>();
  const signIn = useMutation({
    mutationFn: (answers: Answers) => api('POST /staff-sessions', { body: answers }),
    onSuccess: (session, answers) => {
      keepSession(session);
      done(answers);
    },
    onError: (error) => {
      if (!(error instanceof Refused)) return;
      if (error.code === 'BAD_INPUT')
        form.setFields(fields.map((name) => ({ name, errors: [error.at(name) ?? []].flat() })));
      if (error.code === 'WRONG_PASSWORD') form.resetFields(['otp']);
    },
  });
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={signIn.mutate}
      disabled={signIn.isPending}
      {...(account && { initialValues: { account } })}
    >
      <Form.Item name="account" label="账号" rules={[{ required: true, message: '请填写账号。' }]}>
        <Input autoFocus={!account} autoComplete="username" size="large" maxLength={60} />
      </Form.Item>
      <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码。' }]}>
        <Input.Password autoFocus={Boolean(account)} autoComplete="current-password" size="large" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="otp"
        label="动态码"
        extra="验证器里现在的 6 位数字，每 30 秒换一次。"
        rules={[{ required: true, pattern: /^\d{6}$/, message: '动态码是验证器里的 6 位数字。' }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" size="large" maxLength={6} />
      </Form.Item>
      {signIn.isError && <Alert id="sign-in-error" type="error" showIcon title={sentenceOf(signIn.error)} />}
      <Button id="sign-in" type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
        登录
      </Button>
    </Form>
  );
}
