import { Refused } from '@niangjia/shared/client';
import { dayOf } from '@niangjia/shared/rules/days';
import { codeKinds } from '@niangjia/shared/rules/unions';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Radio } from 'antd';
import { once, sentenceOf } from '../api';
import { UnionPick } from '../ui/union-pick';
import type { Code } from './join-codes';

interface Answers {
  unionId: string;
  kind: Code['kind'];
  label: string;
  expiresOn?: string;
}

const fields = ['unionId', 'kind', 'label', 'expiresOn'] as const;

const kindNotes: Record<Code['kind'], string> = {
  union: '长期挂在本工会',
  area: '挂在一个片区或驿站',
  campaign: '一次活动用，请填有效期',
};

/** @param made called with the new code, whose poster is what one wants next */
export function NewCode({ close, made }: { close: () => void; made: (code: Code) => void }) {
  const [form] = Form.useForm<Answers>();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: ({ unionId, kind, label, expiresOn }: Answers) =>
      once('POST /join-codes', { body: { unionId, kind, label, expiresOn: expiresOn || null } }),
    onSuccess: (code) => {
      void client.invalidateQueries({ queryKey: ['GET /join-codes'] });
      close();
      made(code);
    },
    onError: (error) => {
      if (error instanceof Refused)
        form.setFields(fields.map((name) => ({ name, errors: [error.at(name) ?? []].flat() })));
    },
  });
  return (
    <Modal
      open
      title="新建入会码"
      okText="新建"
      cancelText="不建了"
      okButtonProps={{ id: 'new-code-confirm', loading: create.isPending }}
      onOk={form.submit}
      onCancel={close}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'union' }}
        onFinish={create.mutate}
      >
        <Form.Item name="unionId" label="加入哪家工会" rules={[{ required: true, message: '请选择工会。' }]}>
          <UnionPick />
        </Form.Item>
        <Form.Item name="kind" label="种类">
          <Radio.Group
            options={(Object.keys(codeKinds) as Code['kind'][]).map((value) => ({
              value,
              label: `${codeKinds[value]}：${kindNotes[value]}`,
            }))}
            vertical
          />
        </Form.Item>
        <Form.Item
          name="label"
          label="用在哪里"
          extra="用来区分申请从哪里来，会印在海报下方。"
          rules={[{ required: true, whitespace: true, message: '请写明用在哪里。' }]}
        >
          <Input maxLength={40} placeholder="例：云门山街道骑手驿站" />
        </Form.Item>
        <Form.Item name="expiresOn" label="有效期至（可以不填，长期有效）" extra="过期后再扫会被告知，并可以查找工会。">
          <Input type="date" min={dayOf(new Date())} />
        </Form.Item>
        {create.isError && <Alert id="new-code-error" type="error" showIcon title={sentenceOf(create.error)} />}
      </Form>
    </Modal>
  );
}
