/** Staff sign in with account, password and the six digits of their authenticator. */
import { Refused } from '@niangjia/shared/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { Navigate, useSearchParams } from 'react-router';
import { api, sentenceOf } from './api';
import { keepSession, useSignedIn } from './session';
import { Page } from './ui/page';

interface Answers {
  account: string;
  password: string;
  otp: string;
}

const fields = ['account', 'password', 'otp'] as const;

/** Only addresses inside the console: `//elsewhere` would leave it. */
const inside = (to: string | null): string => (to && /^\/(?!\/)/.test(to) ? to : '/');

export function SignIn() {
  const [form] = Form.useForm<Answers>();
  const [search] = useSearchParams();
  const signedIn = useSignedIn();
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: (answers: Answers) => api('POST /staff-sessions', { body: answers }),
    onSuccess: (session) => {
      client.clear();
      keepSession(session);
    },
    onError: (error) => {
      if (!(error instanceof Refused)) return;
      if (error.code === 'BAD_INPUT')
        form.setFields(fields.map((name) => ({ name, errors: [error.at(name) ?? []].flat() })));
      if (error.code === 'WRONG_PASSWORD') form.resetFields(['otp']);
    },
  });

  if (signedIn) return <Navigate to={inside(search.get('to'))} replace />;
  return (
    <main className="sign-in">
      <div className="panel">
        <Page title="登录工会工作台">
          <Form form={form} layout="vertical" requiredMark={false} onFinish={signIn.mutate} disabled={signIn.isPending}>
            <Form.Item name="account" label="账号" rules={[{ required: true, message: '请填写账号。' }]}>
              <Input autoFocus autoComplete="username" size="large" maxLength={60} />
            </Form.Item>
            <Form.Item name="password" label="密码" rules={[{ required: true, message: '请填写密码。' }]}>
              <Input.Password autoComplete="current-password" size="large" maxLength={200} />
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
        </Page>
      </div>
    </main>
  );
}
