/** An expert's data, typed in a dialog: a new one, or what has changed. */
import type { Input as Given, Reply } from '@niangjia/shared/contract/index';
import { skills } from '@niangjia/shared/rules/experts';
import { Form, Input, InputNumber, Select } from 'antd';
import { ActDialog } from '../ui/act-dialog';
import { nameRule, phoneRule } from '../ui/person-rules';
import { UnionPick } from '../ui/union-pick';

export type Expert = Reply<'GET /experts/:id'>;
type New = Given<'POST /experts'>['body'];
type Known = Reply<'POST /experts'>;

interface DialogProps<Body> {
  run: (body: Body) => Promise<Known>;
  done: (expert: Known) => void;
  close: () => void;
}

const filled = (message: string) => [{ required: true, whitespace: true, message }];
const number = (message: string) => [{ required: true, message }];
const degrees = (most: number) => [
  { required: true, type: 'number' as const, min: -most, max: most, message: `是 -${most} 到 ${most} 之间的度数。` },
];

export function PlaceFields() {
  return (
    <>
      <Form.Item name="latitude" label="纬度" rules={degrees(90)}>
        <InputNumber className="wide" controls={false} precision={6} suffix="°" placeholder="36.684525" />
      </Form.Item>
      <Form.Item name="longitude" label="经度" rules={degrees(180)}>
        <InputNumber className="wide" controls={false} precision={6} suffix="°" placeholder="118.479622" />
      </Form.Item>
    </>
  );
}

function Fields({ isNew }: { isNew: boolean }) {
  return (
    <>
      {isNew && (
        <Form.Item name="unionId" label="由哪家工会邀请" rules={number('请选择工会。')}>
          <UnionPick />
        </Form.Item>
      )}
      <div className="form-grid">
        <Form.Item name="name" label="姓名" rules={[nameRule]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="phone"
          label="手机号"
          rules={isNew ? [phoneRule] : [{ validator: async (_, text) => text && phoneRule.validator(_, text) }]}
          {...(!isNew && { extra: '不填就不改。换号要再输动态码，新旧号码都会收到短信。' })}
        >
          <Input inputMode="tel" maxLength={20} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name="title" label="头衔" rules={filled('请填写头衔。')}>
        <Input maxLength={40} placeholder="例：青州市人民医院 主任医师" />
      </Form.Item>
      <Form.Item
        name="skills"
        label="专长"
        rules={[{ required: true, type: 'array', min: 1, max: 10, message: '请选 1 到 10 项专长。' }]}
      >
        <Select
          mode="multiple"
          optionFilterProp="label"
          placeholder="输入或选择"
          options={Object.entries(skills).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="placeName" label="常驻地点" extra="路程从这里算。" rules={filled('请填写常驻地点。')}>
          <Input maxLength={40} placeholder="例：青州市人民医院" />
        </Form.Item>
        <Form.Item name="reachKm" label="最远能去" rules={number('请填写公里数。')}>
          <InputNumber className="wide" min={1} max={500} precision={0} suffix="公里" />
        </Form.Item>
        <PlaceFields />
        <Form.Item name="perDay" label="一天最多" rules={number('请填写次数。')}>
          <InputNumber className="wide" min={1} max={6} precision={0} suffix="次" />
        </Form.Item>
        <Form.Item name="perWeek" label="一周最多" rules={number('请填写次数。')}>
          <InputNumber className="wide" min={1} max={30} precision={0} suffix="次" />
        </Form.Item>
      </div>
    </>
  );
}

export function ExpertDialog({ run, done, close }: DialogProps<New>) {
  return (
    <ActDialog<New, Known>
      id="expert"
      title="登记专家"
      okText="登记"
      width={760}
      tells={<p>专家用这个手机号在手机上登录，就能看日程、答复安排、请假和填写记录。</p>}
      initial={{ reachKm: 30, perDay: 2, perWeek: 4 }}
      run={run}
      done={done}
      close={close}
    >
      <Fields isNew />
    </ActDialog>
  );
}

type Changed = Given<'POST /experts/:id'>['body'];

export function ChangeExpertDialog({ expert, run, done, close }: DialogProps<Changed> & { expert: Expert }) {
  const { name, title, placeName, latitude, longitude, reachKm, perDay, perWeek } = expert;
  return (
    <ActDialog<Changed, Known>
      id="expert"
      title={`修改：${expert.name}`}
      okText="保存"
      width={760}
      initial={{ name, title, skills: expert.skills, placeName, latitude, longitude, reachKm, perDay, perWeek }}
      run={({ phone, ...rest }) => run({ ...rest, phone: phone?.trim() || null })}
      done={done}
      close={close}
    >
      <Fields isNew={false} />
    </ActDialog>
  );
}
