/** The contract with a merchant, typed in a dialog: a new one, or the changed terms of one that runs. */
import type { Input as Given, Reply } from '@niangjia/shared/contract/index';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import { sayYuan } from '@niangjia/shared/rules/vouchers';
import { Form, Input, InputNumber } from 'antd';
import { ActDialog } from '../ui/act-dialog';
import { MoneyField } from '../ui/money-field';
import { UnionPick } from '../ui/union-pick';

export type FoundMerchant = Reply<'GET /merchants/:id'>;
type Contract = Given<'POST /merchants/:id'>['body'];
/** `unionId` is asked for only when the merchant is new. */
type Answers = Contract & { unionId?: string };

const today = () => dayOf(new Date());

const unwritten = (): Partial<Contract> => ({
  contractFrom: today(),
  contractTo: addDays(today(), 364),
  serviceTitle: '',
  listFen: 0,
  priceFen: 0,
  yearlyQuota: 0,
});

const contractOf = (merchant: FoundMerchant): Contract => {
  const { name, contactPhone, contractNumber, contractFrom, contractTo } = merchant;
  const { serviceTitle, listFen, priceFen, yearlyQuota } = merchant;
  return { name, contactPhone, contractNumber, contractFrom, contractTo, serviceTitle, listFen, priceFen, yearlyQuota };
};

const filled = (message: string) => [{ required: true, whitespace: true, message }];
const number = [{ required: true, message: '请填写，没有就填 0。' }];

function Duty() {
  const form = Form.useFormInstance<Answers>();
  const quota = Form.useWatch('yearlyQuota', form) ?? 0;
  const price = Form.useWatch('priceFen', form) ?? 0;
  const list = Form.useWatch('listFen', form) ?? 0;
  const title = Form.useWatch('serviceTitle', form) || '这项服务';
  if (quota === 0) return <p className="second">没有约定每年的服务次数：只收福利券。</p>;
  return (
    <p role="status">
      每个合同年要按 {sayYuan(price)} 元{list > price && `（原价 ${sayYuan(list)} 元）`}为会员提供{title}{' '}
      {quota.toLocaleString('zh-CN')} 次，进度按核销计。
    </p>
  );
}

interface ContractProps {
  /** The merchant whose contract is changed; none: a new one. */
  merchant?: FoundMerchant;
  run: (answers: Answers) => Promise<FoundMerchant>;
  done: (after: FoundMerchant) => void;
  close: () => void;
}

export function ContractDialog({ merchant, run, done, close }: ContractProps) {
  return (
    <ActDialog<Answers, FoundMerchant>
      id="contract"
      title={merchant ? `修改合同：${merchant.name}` : '登记商家'}
      okText={merchant ? '保存' : '登记'}
      width={760}
      initial={merchant ? contractOf(merchant) : unwritten()}
      run={run}
      done={done}
      close={close}
    >
      {!merchant && (
        <Form.Item name="unionId" label="和哪家工会合作" rules={filled('请选择工会。')}>
          <UnionPick />
        </Form.Item>
      )}
      <div className="form-grid">
        <Form.Item name="name" label="商家名称" rules={filled('请填写名称。')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item
          name="contactPhone"
          label="联系电话"
          rules={[{ required: true, pattern: /^[0-9-]{7,20}$/, message: '电话只能有数字和连字符，7 到 20 位。' }]}
        >
          <Input maxLength={20} inputMode="tel" />
        </Form.Item>
        <Form.Item name="contractNumber" label="合同编号" rules={filled('请填写合同编号。')}>
          <Input maxLength={40} />
        </Form.Item>
        <span />
        <Form.Item name="contractFrom" label="合同从哪天起" rules={filled('请选择日期。')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="contractTo" label="到哪天止" rules={filled('请选择日期。')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="serviceTitle" label="协议价的服务（可以不填）">
          <Input maxLength={30} placeholder="例：理发" />
        </Form.Item>
        <Form.Item name="yearlyQuota" label="每年至少服务会员几次" extra="0 是没有约定。" rules={number}>
          <InputNumber className="wide" min={0} max={1_000_000} precision={0} suffix="次" />
        </Form.Item>
        <Form.Item name="listFen" label="原价" rules={number}>
          <MoneyField />
        </Form.Item>
        <Form.Item name="priceFen" label="协议价" rules={number}>
          <MoneyField />
        </Form.Item>
      </div>
      <Duty />
    </ActDialog>
  );
}
