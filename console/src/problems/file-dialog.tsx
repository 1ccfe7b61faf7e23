/** A problem is filed, or comes back mended. */

import type { Input as Given } from '@niangjia/shared/contract/index';
import { skills } from '@niangjia/shared/rules/experts';
import { Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router';
import { api, once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { UnionPick } from '../ui/union-pick';
import { nothingSent, SentField, type SentIds } from './sent-field';
import { type FoundProblem, useDone } from './use-problem';

type Facts = Omit<Given<'POST /problems/:id/refile'>['body'], keyof SentIds>;
type Answers = Facts & { unionId?: string; sent?: SentIds };

const filled = (message: string, min = 1) => [{ required: true, whitespace: true, min, message }];
const fields = Object.entries(skills).map(([value, label]) => ({ value, label }));

export function FileDialog({ problem, close }: { problem?: FoundProblem; close: () => void }) {
  const navigate = useNavigate();
  const done = useDone(close);
  return (
    <ActDialog<Answers, FoundProblem>
      id="file-problem"
      title={problem ? '补充后重新提交' : '提一道技术难题'}
      okText="提交"
      width={680}
      {...(problem && {
        initial: { title: problem.title, words: problem.words, field: problem.field, contactName: problem.contactName },
      })}
      tells={<p>受理部门 3 个工作日内对接劳模工匠和专家，每一步您都看得到。</p>}
      run={({ unionId = '', sent = nothingSent, ...facts }) => {
        const body = { ...facts, photoIds: sent.photoIds, attachmentIds: sent.attachmentIds };
        return problem
          ? api('POST /problems/:id/refile', { params: { id: problem.id }, body })
          : once('POST /problems', { body: { ...body, unionId } });
      }}
      done={(after) => {
        done(problem ? '已重新提交。' : '难题已提交。')(after);
        navigate(`/problems/${after.id}`);
      }}
      close={close}
    >
      {!problem && (
        <Form.Item name="unionId" label="哪家工会提出" rules={filled('请选择工会。')}>
          <UnionPick />
        </Form.Item>
      )}
      <Form.Item name="title" label="难题名称" rules={filled('请写 4 到 40 个字。', 4)}>
        <Input maxLength={40} placeholder="例：数控车床加工端面有振纹" />
      </Form.Item>
      <Form.Item name="field" label="属于哪个领域" rules={[{ required: true, message: '请选择领域。' }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={fields} />
      </Form.Item>
      <Form.Item
        name="words"
        label="具体情况"
        extra="设备、材料、参数、现象、试过什么。"
        rules={filled('请写清楚情况，至少 10 个字。', 10)}
      >
        <Input.TextArea rows={5} maxLength={2000} />
      </Form.Item>
      <Form.Item name="sent" label="照片、视频和文档">
        <SentField />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="contactName" label="联系人" rules={filled('请填写联系人。')}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="phone" label="联系人手机号" rules={filled('请填写手机号。')}>
          <Input maxLength={20} inputMode="tel" autoComplete="off" />
        </Form.Item>
      </div>
    </ActDialog>
  );
}
