/** Proposes a grant: which role, where, from when, for whom. It takes effect once others have signed. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import type { Input } from '@niangjia/shared/contract/index';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { isGuard, permissions, type Role, roles } from '@niangjia/shared/rules/roles';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Radio, Select, Input as Text } from 'antd';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { AccountPick } from '../accounts/account-pick';
import { once } from '../api';
import { ActError, problemsOf } from '../ui/act-dialog';
import { Page } from '../ui/page';
import { Reason } from '../ui/reason';
import { useStepUp } from '../ui/step-up';
import { UnionPick } from '../ui/union-pick';
import { NewPerson } from './new-person';

type Body = Input<'POST /grants'>['body'];
type Answers = Omit<Body, 'toOn'> & { toOn?: string; whom: 'account' | 'new' };

const choices = (Object.keys(roles) as Role[]).map((role) => ({ value: role, label: roles[role].label }));

/** What the role may do, in plain words, and who signs. */
function Explained({ role }: { role: Role | undefined }) {
  if (!role) return null;
  const { label, may } = roles[role];
  return (
    <div id="role-explained" className="tells">
      <p>
        <strong>{label}</strong>在该工会及其下级{may.length > 0 ? '可以：' : '目前没有电脑端的权限。'}
      </p>
      {may.length > 0 && (
        <ul>
          {may.map((one) => (
            <li key={one}>{permissions[one]}</li>
          ))}
        </ul>
      )}
      <p className="second">
        {isGuard(role)
          ? '这是三员岗位：除安全管理员外，还要该工会或上级的主席签字，一共三个人。'
          : '安全管理员复核后生效，一共两个人。'}
      </p>
    </div>
  );
}

export function Grant() {
  const [form] = Form.useForm<Answers>();
  const [search] = useSearchParams();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const stepUp = useStepUp();
  const role = Form.useWatch('role', form);
  const whom = Form.useWatch('whom', form);
  const from = Form.useWatch('fromOn', form);
  const today = dayOf(new Date());
  const propose = useMutation({
    mutationFn: ({ whom, toOn, accountId, newAccount, ...rest }: Answers) =>
      stepUp(() =>
        once('POST /grants', {
          body: {
            ...rest,
            toOn: toOn || null,
            accountId: whom === 'account' ? (accountId ?? null) : null,
            newAccount: whom === 'new' ? (newAccount ?? null) : null,
          },
        }),
      ),
    onSuccess: (act) => {
      message.success('已提请复核。');
      void client.invalidateQueries({ queryKey: ['GET /joint-acts'] });
      navigate(`/joint-acts/${act.id}?view=mine`);
    },
    onError: (error) => form.setFields(problemsOf(error) as never),
  });
  return (
    <>
      <Link id="back" to="/posts" className="back">
        <ArrowLeftOutlined /> 岗位
      </Link>
      <Page title="提请任命">
        <Form
          form={form}
          name="grant"
          className="panel narrow"
          layout="vertical"
          requiredMark={false}
          scrollToFirstError
          initialValues={{ unionId: search.get('unionId'), fromOn: today, whom: 'account' }}
          onFinish={propose.mutate}
        >
          <Form.Item name="unionId" label="哪家工会" rules={[{ required: true, message: '请选择工会。' }]}>
            <UnionPick />
          </Form.Item>
          <Form.Item name="role" label="什么岗位" rules={[{ required: true, message: '请选择岗位。' }]}>
            <Select
              getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="选择岗位"
              options={choices}
            />
          </Form.Item>
          <Explained role={role} />
          <div className="form-grid">
            <Form.Item name="fromOn" label="从哪天起" rules={[{ required: true, message: '请填写起始日期。' }]}>
              <Text type="date" min={today} />
            </Form.Item>
            <Form.Item name="toOn" label="到哪天止（可以不填）">
              <Text type="date" min={from ? addDays(from, 1) : today} />
            </Form.Item>
          </div>
          <Form.Item name="whom" label="给谁">
            <Radio.Group
              options={[
                { value: 'account', label: '已有账号的人' },
                { value: 'new', label: '还没有账号的人' },
              ]}
            />
          </Form.Item>
          {whom === 'new' ? (
            <NewPerson />
          ) : (
            <Form.Item name="accountId" label="账号" rules={[{ required: true, message: '请选择账号。' }]}>
              <AccountPick />
            </Form.Item>
          )}
          <Reason placeholder="例：工会委员会 11 月 20 日会议决定" />
          {whom === 'new' && (
            <Alert
              className="gap"
              type="info"
              showIcon
              title="复核生效后，此人会收到启用账号的短信。身份证号用于确认两次签字的是两个人，加密保存。"
            />
          )}
          <ActError id="grant" error={propose.error} />
          <div className="form-acts">
            <Button id="grant-confirm" type="primary" size="large" htmlType="submit" loading={propose.isPending}>
              提请复核
            </Button>
          </div>
        </Form>
      </Page>
    </>
  );
}
