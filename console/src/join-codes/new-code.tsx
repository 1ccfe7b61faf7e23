import { Refused } from '@niangjia/shared/client';
import { dayOf } from '@niangjia/shared/rules/days';
import { unionLevels } from '@niangjia/shared/rules/unions';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input, Modal, Select } from 'antd';
import { api, once, sentenceOf } from '../api';
import type { Code } from './join-codes';

interface Answers {
  unionId: string;
  label: string;
  expiresOn?: string;
}

const fields = ['unionId', 'label', 'expiresOn'] as const;

/** @param made called with the new code, whose poster is what one wants next */
export function NewCode({ close, made }: { close: () => void; made: (code: Code) => void }) {
  const [form] = Form.useForm<Answers>();
  const client = useQueryClient();
  const unions = useQuery({ queryKey: ['GET /union-choices'], queryFn: () => api('GET /union-choices') });
  const create = useMutation({
    mutationFn: ({ unionId, label, expiresOn }: Answers) =>
      once('POST /join-codes', { body: { unionId, label, expiresOn: expiresOn || null } }),
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
  const failure = create.error ?? unions.error;
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
      <Form form={form} layout="vertical" requiredMark={false} onFinish={create.mutate}>
        <Form.Item name="unionId" label="加入哪家工会" rules={[{ required: true, message: '请选择工会。' }]}>
          <Select
            getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
            showSearch={{ optionFilterProp: 'label' }}
            loading={unions.isPending}
            placeholder="选择，或输入名称查找"
            options={
              unions.data?.items.map(({ id, name, level }) => ({
                value: id,
                label: `${name}（${unionLevels[level]}）`,
              })) ?? []
            }
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
        <Form.Item name="expiresOn" label="有效期至（可以不填，长期有效）">
          <Input type="date" min={dayOf(new Date())} />
        </Form.Item>
        {failure && <Alert id="new-code-error" type="error" showIcon title={sentenceOf(failure)} />}
      </Form>
    </Modal>
  );
}
