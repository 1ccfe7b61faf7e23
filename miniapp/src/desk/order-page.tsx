import { sayDay } from '@niangjia/shared/rules/days';
import { menuGroups } from '@niangjia/shared/rules/orders';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Answer, Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Group } from '../ui/field';
import { Page } from '../ui/page';
import { SwitchRow } from '../ui/switch-row';
import { DaysPart } from './days-part';
import { sayItem } from './menu-words';
import type { OrderForm } from './order-load';
import { PlacePart } from './place-part';
import { UnionPart } from './union-part';
import { useOrder } from './use-order';

const Head = ({ item, title, returned }: OrderForm) => {
  if (returned)
    return (
      <Answer tone="needs" word="退回补充" title={title}>
        <View className="second">{returned.words}</View>
        <View className="second">改好后重新提交，排队的位次不变。</View>
      </Answer>
    );
  if (!item)
    return (
      <Answer tone="told" word="菜单外" title="写下想要的服务">
        <View className="second">办理部门会看。能办的加进菜单，您的单子直接排队；暂时办不了的，会告诉您原因。</View>
      </Answer>
    );
  return (
    <Answer tone="told" word={menuGroups[item.group]} title={title}>
      <View className="second">{sayItem(item)}</View>
      {item.nextFreeOn && <View className="second">现在点，最早 {sayDay(item.nextFreeOn)}</View>}
      {item.prepare && <View className="second">单位要准备：{item.prepare}</View>}
    </Answer>
  );
};

/** The order's form: typed things stay on this phone until it is sent. */
export const OrderPage = (form: OrderForm) => {
  const { item, unions, returned } = form;
  const { draft, put, problems, failure, busy, submit, restored } = useOrder(form);
  const isWish = item === null && !returned;
  const send = async () => {
    const order = await submit();
    if (order) await Taro.redirectTo({ url: `/desk/order?id=${order.id}&placed=1` });
  };
  return (
    <Page
      title="点单"
      bar={
        <>
          {failure && (
            <Notice
              tone="needs"
              act={
                failure.isOpen && (
                  <Word id="my-orders" onTap={() => Taro.navigateTo({ url: '/desk/orders' })}>
                    看我的单子
                  </Word>
                )
              }
            >
              {failure.words}
            </Notice>
          )}
          <Big id="submit" busy={busy} onTap={send}>
            {returned ? '重新提交' : '提交'}
          </Big>
        </>
      }
    >
      <Head {...form} />
      {restored && <Notice tone="told">上次没填完的还在，填的内容暂存在这部手机。</Notice>}
      {!returned && (
        <UnionPart
          unions={unions}
          label="替哪家工会点"
          chosen={draft.unionId}
          error={problems.unionId}
          onChoose={(unionId) => put({ unionId }, 'unionId')}
        />
      )}
      {isWish && (
        <>
          <Field
            id="title"
            label="想要什么服务"
            max={30}
            hint="例如：家电维修培训、亲子沟通讲座。"
            value={draft.title}
            error={problems.title}
            onInput={(title) => put({ title }, 'title')}
          />
          <Group id="group" label="最接近的一类" error={problems.group}>
            <Choices
              name="group"
              label="最接近的一类"
              from={menuGroups}
              chosen={draft.group}
              onChoose={(group) => put({ group }, 'group')}
            />
          </Group>
        </>
      )}
      <Field
        id="people"
        label="多少人参加"
        kind="digits"
        max={4}
        {...(item ? { hint: `一次 ${item.minPeople} 到 ${item.maxPeople} 人。` } : {})}
        value={draft.people}
        error={problems.people}
        onInput={(people) => put({ people }, 'people')}
      />
      {(item === null || item.poolKm > 0) && (
        <Group id="sharing-part" label="拼单">
          <SwitchRow
            id="sharing"
            on={draft.sharing}
            words={item ? `愿意和 ${item.poolKm} 公里内的单位拼一次服务` : '愿意和附近的单位拼一次服务'}
            onTurn={(sharing) => put({ sharing }, 'people')}
          />
          <View className="field-hint">人少的单位拼到一起，常常能更早排上。拼之前会再问您同不同意。</View>
        </Group>
      )}
      <PlacePart draft={draft} problems={problems} put={put} />
      <DaysPart
        days={draft.days}
        error={problems.days}
        nextFreeOn={item?.nextFreeOn ?? null}
        onChange={(days) => put({ days }, 'days')}
      />
      <Field
        id="notes"
        label="还要说明的（可以不填）"
        kind="long"
        max={300}
        hint="职工的情况、最想听的内容、场地条件。"
        value={draft.notes}
        error={problems.notes}
        onInput={(notes) => put({ notes }, 'notes')}
      />
      <Field
        id="contact-name"
        label="现场联系人"
        value={draft.contactName}
        error={problems.contactName}
        onInput={(contactName) => put({ contactName }, 'contactName')}
      />
      <Field
        id="contact-phone"
        label="联系人手机号"
        kind="digits"
        max={20}
        hint={
          returned
            ? `原来填的是 ${returned.phoneMasked}，请再填一次。`
            : '进度发短信到这个号码；排定后只有专家和办理部门看得到。'
        }
        value={draft.contactPhone}
        error={problems.contactPhone}
        onInput={(contactPhone) => put({ contactPhone }, 'contactPhone')}
      />
    </Page>
  );
};
