/** What is typed, said back in plain words as a receipt: one looks here before one saves. */
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import { sayFen, sayWorth, ways } from '@niangjia/shared/rules/vouchers';
import { Form } from 'antd';
import { Receipt, ReceiptLine, ReceiptTotal } from '../ui/receipt';
import { budgetOf, type Draft, offOf, type TypedKind } from './draft';

const say = (count: number | null | undefined) => (count ?? 0).toLocaleString('zh-CN');

function worthOf(kind: TypedKind): string {
  const offFen = offOf(kind);
  if (offFen === 0) return '还没填金额';
  return sayWorth({
    worth: kind.worth ?? 'off',
    minSpendFen: kind.minSpendFen ?? 0,
    offFen,
    listFen: kind.listFen ?? 0,
    subsidyFen: kind.subsidyFen ?? 0,
    merchantFen: kind.merchantFen ?? 0,
    bankFen: kind.bankFen ?? 0,
  });
}

function audienceOf({ audience, way }: Draft): string {
  const parts = [
    audience?.unionIds?.length > 0 && `指定的 ${audience.unionIds.length} 家工会`,
    audience?.districts?.length > 0 && `${audience.districts.length} 个地区`,
    audience?.occupations?.length > 0 && audience.occupations.map((one) => occupations[one]).join('或'),
    audience?.firstTime && '没领过的人',
    (audience?.listed || way === 'grant') && '名单上的人',
    audience?.minAge && `满 ${audience.minAge} 岁`,
    audience?.maxAge && `不超过 ${audience.maxAge} 岁`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('、') : '主办工会范围内的全部会员';
}

export function Summary() {
  const form = Form.useFormInstance<Draft>();
  const draft: Draft | undefined = Form.useWatch([], { form, preserve: true });
  if (!draft?.kinds) return null;
  const kinds = draft.kinds.filter(Boolean);
  const total = kinds.reduce((sum, kind) => sum + (kind.total ?? 0), 0);
  const sides = (side: 'merchantFen' | 'bankFen') =>
    kinds.reduce((sum, kind) => sum + (kind.total ?? 0) * (kind[side] ?? 0), 0);
  return (
    <>
      <h2>{draft.title?.trim() || '还没有名称的活动'}</h2>
      <p>
        {ways[draft.way ?? 'first']}，{draft.claimFrom ? `${sayTime(draft.claimFrom)} 开始` : '还没定开始时间'}
        {draft.claimUntil && `，${sayTime(draft.claimUntil)} 截止`}。
        {draft.useUntil && `券用到 ${sayDay(draft.useUntil)}。`}
      </p>
      <p>发给{audienceOf(draft)}。</p>
      <Receipt id="budget">
        {kinds.map((kind, nth) => (
          <ReceiptLine
            // biome-ignore lint/suspicious/noArrayIndexKey: kinds that are typed have no id, and their place is all there is
            key={nth}
            label={`${kind.title?.trim() || `第 ${nth + 1} 种券`}　${worthOf(kind)}`}
            note={`工会 ${sayFen(kind.subsidyFen ?? 0)} × ${say(kind.total)} 张`}
            value={sayFen((kind.total ?? 0) * (kind.subsidyFen ?? 0))}
          />
        ))}
        <ReceiptTotal id="budget-sum" label="工会预算最多" value={`${sayFen(budgetOf(kinds))} 元`} />
        <ReceiptLine label="一共几张" value={`${say(total)} 张`} />
        {sides('merchantFen') > 0 && <ReceiptLine label="商家让利最多" value={sayFen(sides('merchantFen'))} />}
        {sides('bankFen') > 0 && <ReceiptLine label="银行支持最多" value={sayFen(sides('bankFen'))} />}
      </Receipt>
    </>
  );
}
