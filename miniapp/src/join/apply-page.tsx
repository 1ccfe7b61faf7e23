import { occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Group } from '../ui/field';
import { Page } from '../ui/page';
import { Consents } from './consents';
import { ToSearch } from './not-here';
import { PhonePart } from './phone-part';
import type { Setting } from './setting';
import { Trouble } from './trouble';
import { useApply } from './use-apply';

/** One page of questions; every change is kept on the phone at once. */
export const ApplyPage = ({ setting }: { setting: Setting }) => {
  const form = useApply(setting);
  const { draft, problems, update, check } = form;
  const { heading, mending, texts } = setting;
  const asked = mending?.steps.findLast((step) => step.verb === 'return')?.reason;
  const bar = (
    <>
      <Trouble form={form} />
      {form.notHere ? (
        <ToSearch />
      ) : (
        <Big id="submit" busy={form.busy} onTap={form.submit}>
          {form.retry ? '再试一次' : mending ? '重新提交' : '提交申请'}
        </Big>
      )}
    </>
  );
  return (
    <Page title="入会申请" bar={bar}>
      {asked && <Notice tone="needs">需要补正：{asked}</Notice>}
      <View className="lead">{heading?.unionName ?? mending?.unionName}</View>
      <Field
        id="name"
        label="姓名"
        fill="name"
        value={draft.name}
        error={problems.name}
        onInput={(name) => update({ name }, 'name')}
        onBlur={() => check('name')}
      />
      <Field
        id="id-number"
        label="身份证号"
        kind="id"
        max={24}
        hint={
          mending
            ? `上次填的是 ${mending.idNumberMasked}，请重新输入完整号码。`
            : '加密保存，平时只显示前 3 位和后 4 位。'
        }
        value={draft.idNumber}
        error={problems.idNumber}
        onInput={(idNumber) => update({ idNumber }, 'idNumber')}
        onBlur={() => check('idNumber')}
      />
      <Group id="occupation" label="您做什么工作" error={problems.occupation}>
        <Choices
          name="occupation"
          label="您做什么工作"
          from={occupations}
          chosen={draft.occupation}
          onChoose={(occupation) => update({ occupation }, 'occupation')}
        />
      </Group>
      {texts.length > 0 && (
        <Consents
          texts={texts}
          agreed={draft.agreed}
          error={problems.consents}
          onTurn={(agreed) => update({ agreed }, 'consents')}
        />
      )}
      <PhonePart form={form} />
    </Page>
  );
};
