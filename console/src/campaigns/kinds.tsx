/** The kinds of voucher of a campaign: a card each, added and taken away. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { limits } from '@niangjia/shared/rules/limits';
import { sayFen, sayWorth, type Way, worthKinds } from '@niangjia/shared/rules/vouchers';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Segmented, Select } from 'antd';
import { api } from '../api';
import { MoneyField } from '../ui/money-field';
import { TimeField } from '../ui/time-field';
import { newKind, offOf, type TypedKind } from './draft';
import { Section } from './matter';

const amount = [{ required: true, message: '请填金额，没有就填 0。' }];
const number = (max: number, message: string) => [{ required: true, type: 'integer' as const, min: 1, max, message }];

/** Who pays what of one voucher, added up. */
function Sum({ kind }: { kind: TypedKind | undefined }) {
  if (!kind) return null;
  const off = offOf(kind);
  const { subsidyFen, merchantFen, bankFen, listFen } = kind;
  const worth = { worth: kind.worth ?? 'off', minSpendFen: kind.minSpendFen ?? 0, offFen: off, listFen: listFen ?? 0 };
  const tooMuch = worth.worth === 'price' ? off > worth.listFen : worth.minSpendFen > 0 && off > worth.minSpendFen;
  return (
    <p className="kind-sum" role="status">
      工会 {sayFen(subsidyFen ?? 0)} + 商家 {sayFen(merchantFen ?? 0)} + 银行 {sayFen(bankFen ?? 0)} ={' '}
      <strong>一张优惠 {sayFen(off)} 元</strong>
      {off > 0 && !tooMuch && (
        <>
          ，会员看到“
          {sayWorth({ ...worth, subsidyFen: 0, merchantFen: 0, bankFen: 0 })}”
        </>
      )}
      {tooMuch && (
        <span className="warning">
          。{worth.worth === 'price' ? '优惠比原价还多，请核对。' : '优惠比消费门槛还多，请核对。'}
        </span>
      )}
    </p>
  );
}

function Waves({ at, kind }: { at: number; kind: TypedKind | undefined }) {
  const sum = (kind?.waves ?? []).reduce((all, wave) => all + (wave?.count ?? 0), 0);
  return (
    <Form.List name={[at, 'waves']}>
      {(waves, { add, remove }, { errors }) => (
        <div className="waves">
          {waves.map((wave, nth) => (
            <div key={wave.key} className="wave">
              <span>第 {nth + 1} 次</span>
              <Form.Item name={[wave.name, 'at']} rules={[{ required: true, message: '请选择时间。' }]}>
                <TimeField label={`第 ${nth + 1} 次放量的时间`} />
              </Form.Item>
              <Form.Item name={[wave.name, 'count']} rules={number(limits.voucher.total, '请填张数。')}>
                <InputNumber min={1} precision={0} suffix="张" aria-label={`第 ${nth + 1} 次放量的张数`} />
              </Form.Item>
              <Button
                aria-label={`去掉第 ${nth + 1} 次放量`}
                icon={<DeleteOutlined />}
                onClick={() => remove(wave.name)}
              />
            </div>
          ))}
          <Button size="small" icon={<PlusOutlined />} onClick={() => add({})}>
            {waves.length > 0 ? '再加一次放量' : '分几次放量'}
          </Button>
          {waves.length > 0 && (
            <p className={sum === kind?.total ? 'second' : 'warning'}>
              各次合计 {sum} 张，{sum === kind?.total ? '等于' : '要等于'}一共的 {kind?.total ?? 0} 张。
            </p>
          )}
          <Form.ErrorList errors={errors} />
        </div>
      )}
    </Form.List>
  );
}

function useMerchantChoices() {
  const merchants = useInfiniteQuery({
    queryKey: ['GET /merchants', 'choices'],
    queryFn: ({ pageParam }) => api('GET /merchants', { query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return {
    more: merchants.hasNextPage && !merchants.isFetching ? () => void merchants.fetchNextPage() : undefined,
    options: (merchants.data?.pages.flatMap((page) => page.items) ?? [])
      .filter((one) => one.running)
      .map((one) => ({ value: one.id, label: `${one.name}（${one.unionName}）` })),
  };
}

function KindCard({ at, remove }: { at: number; remove: (() => void) | undefined }) {
  const form = Form.useFormInstance();
  const way: Way = Form.useWatch('way', form) ?? 'first';
  const kind: TypedKind | undefined = Form.useWatch(['kinds', at], form);
  const merchants = useMerchantChoices();
  const isPrice = kind?.worth === 'price';
  return (
    <div className="kind" id={`kind-${at}`}>
      <div className="panel-head">
        <h3>第 {at + 1} 种券</h3>
        {remove && (
          <Button size="small" icon={<DeleteOutlined />} onClick={remove}>
            去掉这种券
          </Button>
        )}
      </div>
      <div className="kind-grid">
        <Form.Item
          className="two"
          name={[at, 'title']}
          label="券的名称"
          rules={[{ required: true, whitespace: true, message: '请填写名称。' }]}
        >
          <Input maxLength={30} placeholder="例：电影票" />
        </Form.Item>
        <Form.Item name={[at, 'worth']} label="哪一类">
          <Segmented options={Object.entries(worthKinds).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        {isPrice ? (
          <Form.Item name={[at, 'listFen']} label="原价" rules={[{ required: true, message: '请填原价。' }]}>
            <MoneyField />
          </Form.Item>
        ) : (
          <Form.Item name={[at, 'minSpendFen']} label="消费满多少能用" extra="0 是没有门槛。" rules={amount}>
            <MoneyField />
          </Form.Item>
        )}
        <Form.Item name={[at, 'subsidyFen']} label="工会补贴" rules={amount}>
          <MoneyField />
        </Form.Item>
        <Form.Item name={[at, 'merchantFen']} label="商家让利" rules={amount}>
          <MoneyField />
        </Form.Item>
        <Form.Item name={[at, 'bankFen']} label="银行支持" rules={amount}>
          <MoneyField />
        </Form.Item>
      </div>
      <Sum kind={kind} />
      <div className="kind-grid">
        <Form.Item name={[at, 'total']} label="一共几张" rules={number(limits.voucher.total, '请填张数，至少 1 张。')}>
          <InputNumber className="wide" min={1} precision={0} suffix="张" />
        </Form.Item>
        <Form.Item name={[at, 'perPerson']} label="每人最多几张" rules={number(20, '每人 1 到 20 张。')}>
          <InputNumber className="wide" min={1} max={20} precision={0} suffix="张" />
        </Form.Item>
        {way === 'first' && (
          <Form.Item
            name={[at, 'perDay']}
            label="每天最多发几张"
            extra="0 是不限。"
            rules={[{ required: true, message: '请填写，0 是不限。' }]}
          >
            <InputNumber className="wide" min={0} precision={0} suffix="张" />
          </Form.Item>
        )}
      </div>
      {way === 'first' && <Waves at={at} kind={kind} />}
      <Form.Item className="above-gap" name={[at, 'merchantIds']} label="在哪些商家用">
        <Select
          mode="multiple"
          getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
          placeholder="主办工会的全部合作商家"
          showSearch={{ optionFilterProp: 'label' }}
          options={merchants.options}
          onPopupScroll={merchants.more}
        />
      </Form.Item>
      <Form.Item name={[at, 'words']} label="使用说明（可以不填）" extra="印在券上。">
        <Input maxLength={limits.voucher.terms} placeholder="例：凭券购票，不找零，不兑现金" />
      </Form.Item>
    </div>
  );
}

export function Kinds() {
  return (
    <Form.List name="kinds">
      {(kinds, { add, remove }) => (
        <Section
          title="券"
          beside={
            <Button
              id="add-kind"
              icon={<PlusOutlined />}
              disabled={kinds.length >= 20}
              onClick={() => add({ ...newKind })}
            >
              再加一种券
            </Button>
          }
        >
          {kinds.map((kind) => (
            <KindCard key={kind.key} at={kind.name} remove={kinds.length > 1 ? () => remove(kind.name) : undefined} />
          ))}
        </Section>
      )}
    </Form.List>
  );
}
