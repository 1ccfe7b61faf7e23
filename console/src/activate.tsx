/** The first way in for staff: code from the SMS, authenticator, password. Opens no session. */
import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, QRCode, Result, Steps, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from './api';
import { ActError, problemsOf } from './ui/act-dialog';
import { Page } from './ui/page';

type Begun = Reply<'POST /activations'>;

function Check({ begun }: { begun: (begun: Begun) => void }) {
  const [form] = Form.useForm<{ account: string; code: string }>();
  const check = useMutation({
    mutationFn: (body: { account: string; code: string }) => api('POST /activations', { body }),
    onSuccess: begun,
    onError: (error) => form.setFields(problemsOf(error) as never),
  });
  return (
    <Form form={form} name="activate" layout="vertical" requiredMark={false} onFinish={check.mutate}>
      <Form.Item
        name="account"
        label="账号"
        extra="启用短信里写着您的账号。"
        rules={[{ required: true, message: '请填写账号。' }]}
      >
        <Input autoFocus autoComplete="username" size="large" maxLength={60} />
      </Form.Item>
      <Form.Item
        name="code"
        label="短信里的启用码"
        rules={[{ required: true, pattern: /^\d{6}$/, message: '启用码是短信里的 6 位数字。' }]}
      >
        <Input inputMode="numeric" autoComplete="one-time-code" size="large" maxLength={6} />
      </Form.Item>
      <ActError id="activate" error={check.error} />
      <Button id="activate-next" type="primary" htmlType="submit" size="large" block loading={check.isPending}>
        下一步
      </Button>
    </Form>
  );
}

interface Answers {
  password: string;
  again: string;
  otp: string;
}

function Finish({ begun, done, back }: { begun: Begun; done: () => void; back: () => void }) {
  const [form] = Form.useForm<Answers>();
  const finish = useMutation({
    mutationFn: ({ password, otp }: Answers) =>
      api('POST /activations/finish', { body: { ticket: begun.ticket, password, otp } }),
    onSuccess: done,
    onError: (error) => {
      form.setFields(problemsOf(error) as never);
      form.resetFields(['otp']);
      if (error instanceof Refused && error.code === 'WEAK_PASSWORD')
        form.setFields([{ name: 'password', errors: [error.message] }]);
    },
  });
  const ticketOver = finish.error instanceof Refused && finish.error.code === 'CODE_EXPIRED';
  return (
    <>
      <p>{begun.name}，您好。用手机上的验证器扫下面的码（如腾讯身份验证器、Microsoft Authenticator）。</p>
      <div className="otp-secret">
        <QRCode value={begun.otpAddress} size={184} bgColor="#ffffff" color="#1f2328" aria-label="验证器绑定码" />
        <div>
          <p className="second">扫不了时，在验证器里手工输入这串密钥：</p>
          <Typography.Text id="otp-secret" code copyable>
            {begun.otpSecret}
          </Typography.Text>
          <p className="second">密钥只显示这一次，不要发给任何人。</p>
        </div>
      </div>
      <Form form={form} name="finish" layout="vertical" requiredMark={false} onFinish={finish.mutate}>
        <Form.Item
          name="password"
          label="设一个密码"
          extra="至少 12 个字符，可以是一句您记得住的话。"
          rules={[{ required: true, min: 12, message: '密码至少 12 个字符。' }]}
        >
          <Input.Password autoComplete="new-password" size="large" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="again"
          label="再输一次密码"
          dependencies={['password']}
          rules={[
            { required: true, message: '请再输一次密码。' },
            ({ getFieldValue }) => ({
              validator: async (_, text?: string) => {
                if (text && text !== getFieldValue('password')) throw new Error('两次输入的密码不一样，请核对。');
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" size="large" maxLength={200} />
        </Form.Item>
        <Form.Item
          name="otp"
          label="验证器里现在的 6 位数字"
          rules={[{ required: true, pattern: /^\d{6}$/, message: '动态码是验证器里的 6 位数字。' }]}
        >
          <Input inputMode="numeric" autoComplete="one-time-code" size="large" maxLength={6} />
        </Form.Item>
        <ActError id="finish" error={finish.error} />
        {ticketOver && (
          <Button id="activate-again" block onClick={back}>
            重新核对短信码
          </Button>
        )}
        <Button id="activate-finish" type="primary" htmlType="submit" size="large" block loading={finish.isPending}>
          启用账号
        </Button>
      </Form>
    </>
  );
}

export function Activate() {
  const [begun, setBegun] = useState<Begun>();
  const [done, setDone] = useState(false);
  return (
    <main className="sign-in">
      <div className="panel activate">
        <Page title="启用工作人员账号">
          <Steps
            className="gap"
            size="small"
            current={done ? 3 : begun ? 1 : 0}
            items={[{ title: '核对短信码' }, { title: '绑定验证器、设密码' }, { title: '完成' }]}
          />
          {done ? (
            <Result
              status="success"
              title="账号已启用"
              subTitle="登录时用账号、密码和验证器里的动态码。刚用过的动态码请等下一个。"
              extra={
                <Link id="to-sign-in" to="/sign-in">
                  去登录
                </Link>
              }
            />
          ) : begun ? (
            <Finish begun={begun} done={() => setDone(true)} back={() => setBegun(undefined)} />
          ) : (
            <>
              <Check begun={setBegun} />
              <p className="sign-in-more">
                没有收到短信或码已过期，请联系安全管理员重发。已经启用过？<Link to="/sign-in">去登录</Link>
              </p>
            </>
          )}
        </Page>
      </div>
    </main>
  );
}
