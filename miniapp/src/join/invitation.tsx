import type { Reply } from '@niangjia/shared/contract/index';
import { unionLevels } from '@niangjia/shared/rules/unions';
import { View } from '@tarojs/components';
import { Chip } from '../ui/chip';
import { Fact, Facts } from '../ui/facts';
import { call } from '../ui/phone';
import { Row } from '../ui/row';

type Props = Reply<'GET /unions/:id/invitation'>;

const Benefits = ({ title, all, later }: { title: string; all: Props['benefits']; later?: boolean }) =>
  all.length === 0 ? null : (
    <Facts title={title}>
      {all.map((benefit) => (
        <View className="row" key={benefit.title}>
          <View className="row-body">
            <View>{benefit.title}</View>
            <View className="second">{benefit.detail}</View>
          </View>
          {later && <Chip tone="waiting" word={`${benefit.opensAfterDays} 天后`} />}
        </View>
      ))}
    </Facts>
  );

/** What a person should know before saying yes. */
export const Invitation = ({ union, members, benefits, data, decides, workingDays }: Props) => (
  <>
    <View className="panel">
      <View className="lead">{union.name}</View>
      <View className="second">
        {union.upperName ? `${union.upperName} · ` : ''}
        {unionLevels[union.level]} · {union.districtName}
      </View>
      {members > 0 && <View className="second">会员 {members} 人</View>}
      {union.holding && <View className="second">没有单位的也能加入</View>}
    </View>
    <Benefits title="入会就能享受" all={benefits.filter((one) => one.opensAfterDays === 0)} />
    <Benefits title="过些日子开通" all={benefits.filter((one) => one.opensAfterDays > 0)} later />
    <Facts title="谁来审核">
      <Fact name="审核">{decides}</Fact>
      <Fact name="多久">提交后 {workingDays} 个工作日内</Fact>
      {union.phone && <Row icon="phone" title={`打电话问：${union.phone}`} onTap={() => call(union.phone ?? '')} />}
    </Facts>
    <Facts title="要用到您的信息">
      {data.map(({ field, why, who }) => (
        <View className="row" key={field}>
          <View className="row-body">
            <View>
              {field}：{why}
            </View>
            <View className="second">{who}</View>
          </View>
        </View>
      ))}
    </Facts>
  </>
);
