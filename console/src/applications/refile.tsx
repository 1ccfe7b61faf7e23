/** Mends an application that was filed for a worker and came back, and sends it in again (C-16). */
import { FormOutlined } from '@ant-design/icons';
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { occupations } from '@niangjia/shared/rules/membership';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Select, Input as Text } from 'antd';
import { useState } from 'react';
import { once } from '../api';
import { useMay } from '../me';
import { ActDialog } from '../ui/act-dialog';
import { idNumberRule, nameRule } from '../ui/person-rules';
import type { Review } from './facts';

type Body = Input<'POST /applications/:id/refile'>['body'];
type Filed = Reply<'POST /applications/:id/refile'>;

export function Refile({ review }: { review: Review }) {
  const mayFile = useMay('members.file');
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { message } = App.useApp();
  if (!mayFile || !review.filed || review.state !== 'returned') return null;
  return (
    <>
      <p className="second">这份申请是工会代办的，本人可能看不到退回的话。核对后可以替本人重新提交。</p>
      <Button id="refile" block size="large" icon={<FormOutlined />} onClick={() => setOpen(true)}>
        替本人补正
      </Button>
      {open && (
        <ActDialog<Body, Filed>
          id="refile"
          title={`替 ${review.nameMasked} 补正`}
          okText="重新提交"
          initial={{ occupation: review.occupation }}
          tells={<p>请按身份证重新填写。提交后记下由您代办，要由另一个人审核，期限重新计算。</p>}
          run={(body) => once('POST /applications/:id/refile', { params: { id: review.id }, body })}
          done={(filed) => {
            message.success(`${filed.number} 已重新提交。`);
            setOpen(false);
            void client.invalidateQueries();
          }}
          close={() => setOpen(false)}
        >
          <Form.Item name="name" label="姓名" rules={[nameRule]}>
            <Text maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item name="idNumber" label="身份证号" rules={[idNumberRule]}>
            <Text maxLength={18} autoComplete="off" />
          </Form.Item>
          <Form.Item name="occupation" label="工种">
            <Select
              getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
              options={Object.entries(occupations).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
        </ActDialog>
      )}
    </>
  );
}
