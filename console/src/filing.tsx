/** Sends in an application for a worker who has no phone of their own to do it with (C-16). */
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Result, Select, Input as Text } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { once } from './api';
import { useMe } from './me';
import { ActError, problemsOf } from './ui/act-dialog';
import { Page } from './ui/page';
import { idNumberRule, nameRule, phoneRule } from './ui/person-rules';
import { PhotoField } from './ui/photo-field';
import { UnionPick } from './ui/union-pick';

type Body = Input<'POST /applications/file'>['body'];
type Filed = Reply<'POST /applications/file'>;
type Answers = Omit<Body, 'phone' | 'agreed'> & { phone?: string; noPhone?: boolean; agreed?: boolean };

function Outcome({ filed, again }: { filed: Filed; again: () => void }) {
  return (
    <Result
      status="success"
      title={`已提交：${filed.number}`}
      subTitle={
        <span id="filed">
          {filed.nameMasked} 申请加入 {filed.unionName}，最晚 {sayDay(filed.dueOn)} 前由另一个人审核。
          {filed.toldBySms ? '已用短信告诉本人。' : '本人没有手机号，请当面或打电话告诉本人。'}
        </span>
      }
      extra={[
        <Link key="case" to={`/applications/${filed.id}`}>
          看这份申请
        </Link>,
        <Button key="again" id="file-again" onClick={again}>
          再替一位提交
        </Button>,
      ]}
    />
  );
}

function FilingForm({ done }: { done: (filed: Filed) => void }) {
  const [form] = Form.useForm<Answers>();
  const client = useQueryClient();
  const me = useMe();
  const noPhone = Form.useWatch('noPhone', form);
  const file = useMutation({
    mutationFn: ({ noPhone, phone, agreed: _, paperFileId, ...rest }: Answers) =>
      once('POST /applications/file', {
        body: { ...rest, phone: noPhone ? null : phone || null, paperFileId: paperFileId ?? null, agreed: true },
      }),
    onSuccess: (filed) => {
      void client.invalidateQueries({ queryKey: ['GET /applications'] });
      done(filed);
    },
    onError: (error) => form.setFields(problemsOf(error) as never),
  });
  return (
    <Form
      form={form}
      name="file"
      className="panel narrow"
      layout="vertical"
      requiredMark={false}
      scrollToFirstError
      onFinish={file.mutate}
    >
      <Alert
        className="gap"
        type="info"
        showIcon
        title={`这份申请会记下由您（${me.name}）代办，本人会收到短信，并由另一个人审核。`}
      />
      <Form.Item name="unionId" label="加入哪家工会" rules={[{ required: true, message: '请选择工会。' }]}>
        <UnionPick />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="name" label="姓名" rules={[nameRule]}>
          <Text maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="idNumber" label="身份证号" rules={[idNumberRule]}>
          <Text maxLength={18} autoComplete="off" />
        </Form.Item>
        <Form.Item name="occupation" label="工种" rules={[{ required: true, message: '请选择工种。' }]}>
          <Select
            getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
            placeholder="选择工种"
            options={Object.entries(occupations).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <div>
          <Form.Item name="phone" label="本人的手机号" rules={noPhone ? [] : [phoneRule]}>
            <Text inputMode="tel" maxLength={20} autoComplete="off" disabled={noPhone ?? false} />
          </Form.Item>
          <Form.Item name="noPhone" valuePropName="checked" className="under-field">
            <Checkbox>本人没有手机号</Checkbox>
          </Form.Item>
        </div>
      </div>
      <Form.Item
        name="paperFileId"
        label="本人签字的申请书照片（可以不传）"
        extra="四角拍全，字看得清。JPG、PNG 或 WebP，10 MB 以内。"
      >
        <PhotoField />
      </Form.Item>
      <Form.Item
        name="agreed"
        valuePropName="checked"
        rules={[
          {
            validator: async (_, agreed?: boolean) => {
              if (!agreed) throw new Error('请先向本人说明并取得书面同意。');
            },
          },
        ]}
      >
        <Checkbox>已向本人读过入会说明和身份证号单独同意书，本人已签字同意</Checkbox>
      </Form.Item>
      <ActError id="file" error={file.error} />
      <div className="form-acts">
        <Button id="file-confirm" type="primary" size="large" htmlType="submit" loading={file.isPending}>
          替本人提交
        </Button>
      </div>
    </Form>
  );
}

export function Filing() {
  const [filed, setFiled] = useState<Filed>();
  return (
    <Page title="替职工申请">
      {filed ? <Outcome filed={filed} again={() => setFiled(undefined)} /> : <FilingForm done={setFiled} />}
    </Page>
  );
}
