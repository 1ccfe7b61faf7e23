/** The organisation data of a union: read, and changed in its place. */
import { EditOutlined, WarningOutlined } from '@ant-design/icons';
import type { Input } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { unionLevels } from '@niangjia/shared/rules/unions';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { once } from '../api';
import { ActError, problemsOf } from '../ui/act-dialog';
import { Fact, Facts } from '../ui/fact';
import { useStepUp } from '../ui/step-up';
import { CoreItems, cleared, ProfileItems } from './profile-items';
import { profileFields, profileNames, sayProfile, type Union } from './profile-words';

type Answers = NonNullable<Input<'POST /union-tree/:id/edit'>['body']>;

/** The server names a field with or without its group. */
const warningsOf = (union: Union): Record<string, string> =>
  Object.fromEntries(union.warnings.map(({ at, sentence }) => [at.replace(/^profile\./, ''), sentence]));

function Edit({ union, close }: { union: Union; close: () => void }) {
  const [form] = Form.useForm<Answers>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const stepUp = useStepUp();
  const { name, level, districtCode, holding, phone, profile } = union;
  const edit = useMutation({
    mutationFn: (answers: Answers) =>
      stepUp(() =>
        once('POST /union-tree/:id/edit', {
          params: { id: union.id },
          body: { ...cleared(answers), profile: { ...profile, ...cleared(answers.profile ?? {}) } } as Answers,
        }),
      ),
    onSuccess: (after) => {
      client.setQueryData(['GET /union-tree/:id', union.id], after);
      void client.invalidateQueries({ queryKey: ['GET /union-tree'] });
      message.success('组织信息已更新。');
      close();
    },
    onError: (error) => form.setFields(problemsOf(error) as never),
  });
  return (
    <section className="panel">
      <h2>更新组织信息</h2>
      <Form
        form={form}
        name="union-edit"
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        initialValues={{ name, level, districtCode, holding, phone, profile }}
        onFinish={edit.mutate}
      >
        <CoreItems />
        <ProfileItems warnings={warningsOf(union)} />
        <ActError id="union-edit" error={edit.error} />
        <div className="form-acts">
          <Button id="union-edit-cancel" onClick={close} disabled={edit.isPending}>
            不改了
          </Button>
          <Button id="union-edit-confirm" type="primary" htmlType="submit" loading={edit.isPending}>
            保存
          </Button>
        </div>
      </Form>
    </section>
  );
}

export function Profile({ union }: { union: Union }) {
  const [editing, setEditing] = useState(false);
  if (editing) return <Edit union={union} close={() => setEditing(false)} />;
  const warnings = warningsOf(union);
  const known = profileNames.filter((field) => union.profile[field] !== null || warnings[field]);
  const missing = profileNames.length - known.length;
  return (
    <>
      <Facts
        title="组织信息"
        beside={
          union.may.includes('edit') && (
            <Button id="union-edit" size="small" icon={<EditOutlined />} onClick={() => setEditing(true)}>
              更新
            </Button>
          )
        }
      >
        <Fact label="级别">{unionLevels[union.level]}</Fact>
        <Fact label="地区">
          {union.districtName}（{union.districtCode}）
        </Fact>
        <Fact label="联系电话">{union.phone ?? '没有填'}</Fact>
        <Fact label="接收没有单位的职工">{union.holding ? '接收' : '不接收'}</Fact>
        {known.map((field) => (
          <Fact key={field} label={profileFields[field].label}>
            {sayProfile(field, union.profile[field]) ?? '没有填'}
            {warnings[field] && (
              <span className="warning">
                <WarningOutlined /> {warnings[field]}
              </span>
            )}
          </Fact>
        ))}
      </Facts>
      <p className="second">
        {missing > 0 && `还有 ${missing} 项没有填。`}
        {union.profileAt ? `数据日期：${sayTime(union.profileAt)}。` : '组织信息还没有人核对过。'}
      </p>
    </>
  );
}
