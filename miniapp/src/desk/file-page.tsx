import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Answer, Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Group } from '../ui/field';
import { Page } from '../ui/page';
import { SwitchRow } from '../ui/switch-row';
import { PaperPart } from './paper-part';
import { UnionPart } from './union-part';
import { useFile } from './use-file';

const goDesk = () =>
  Taro.getCurrentPages().length > 1 ? Taro.navigateBack() : Taro.redirectTo({ url: '/desk/index' });

const Filed = ({ filed, onAnother }: { filed: Reply<'POST /applications/file'>; onAnother: () => void }) => (
  <Page
    title="代办入会"
    bar={
      <>
        <Big id="another" onTap={onAnother}>
          再办一位
        </Big>
        <View className="words">
          <Word id="to-desk" onTap={goDesk}>
            回工作台
          </Word>
        </View>
      </>
    }
  >
    <Answer tone="done" word="已提交" title={`${filed.nameMasked} 的申请已提交`}>
      <View>受理号 {filed.number}</View>
      <View className="second">
        {filed.unionName}，最晚 {sayDay(filed.dueOn)} 前由另一位工会干部审核。代办的人不能自己审核。
      </View>
      <View className="second">
        {filed.toldBySms ? '已发短信告诉本人，本人不认可可以撤回。' : '本人没有留手机号：结果出来后，请当面告诉本人。'}
      </View>
    </Answer>
  </Page>
);

/** The form, with the officer's name on it and the worker's signature under it. */
export const FilePage = ({ unions }: { unions: Reply<'GET /union-choices'>['items'] }) => {
  const { draft, put, problems, failure, busy, filed, submit, another, restored } = useFile(unions);
  if (filed) return <Filed filed={filed} onAnother={another} />;
  return (
    <Page
      title="代办入会"
      bar={
        <>
          {failure && <Notice tone="needs">{failure}</Notice>}
          <Big id="submit" busy={busy} onTap={submit}>
            代为提交
          </Big>
        </>
      }
    >
      <Notice tone="told">
        {restored
          ? '上次没办完的还在。身份证号不留在手机上，请重新填。'
          : '您的名字会记在申请上。填的内容暂存在这部手机，身份证号除外。'}
      </Notice>
      <UnionPart
        unions={unions}
        chosen={draft.unionId}
        error={problems.unionId}
        onChoose={(unionId) => put({ unionId }, 'unionId')}
      />
      <Field
        id="name"
        label="职工姓名"
        value={draft.name}
        error={problems.name}
        onInput={(name) => put({ name }, 'name')}
      />
      <Field
        id="id-number"
        label="身份证号"
        kind="id"
        max={24}
        hint="照身份证逐位填写。"
        value={draft.idNumber}
        error={problems.idNumber}
        onInput={(idNumber) => put({ idNumber }, 'idNumber')}
      />
      <Field
        id="phone"
        label="本人手机号（没有可以不填）"
        kind="digits"
        max={20}
        hint="会发短信告诉本人。不要填别人的号码。"
        value={draft.phone}
        error={problems.phone}
        onInput={(phone) => put({ phone }, 'phone')}
      />
      <Group id="occupation" label="工种" error={problems.occupation}>
        <Choices
          name="occupation"
          label="工种"
          from={occupations}
          chosen={draft.occupation}
          onChoose={(occupation) => put({ occupation }, 'occupation')}
        />
      </Group>
      <PaperPart fileId={draft.paperFileId} onTaken={(paperFileId) => put({ paperFileId }, 'paper')} />
      <Group id="agreed-part" label="本人同意" error={problems.agreed}>
        <SwitchRow
          id="agreed"
          on={draft.agreed}
          words="已向本人读过入会和身份证号的使用说明，本人同意并在申请表上签字"
          onTurn={(agreed) => put({ agreed }, 'agreed')}
        />
        <Word id="texts" onTap={() => Taro.navigateTo({ url: '/join/text' })}>
          看说明全文
        </Word>
      </Group>
    </Page>
  );
};
