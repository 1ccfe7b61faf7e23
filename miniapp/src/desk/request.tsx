import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { requestKinds, requestStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { staffApi } from '../api';
import { isRunning, requestTones } from '../request/request-form';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Clock } from '../ui/clock';
import { Fact, Facts } from '../ui/facts';
import { Field } from '../ui/field';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { ReasonSheet } from './reason-sheet';
import { reasonChips } from './reasons';
import { StepUpSheet } from './step-up-sheet';

definePageConfig({ navigationBarTitleText: '会员请求审核' });

/** One request: what the record says, what it shall say, and the decision. */
export default function Request() {
  const { id = '' } = useRouter().params;
  const { data, error, again } = useCall(() => staffApi('GET /requests/:id', { params: { id } }), id);
  const [asking, setAsking] = useState<'agree' | 'refuse' | null>(null);
  const [words, setWords] = useState('');
  const params = { id };
  const may = data?.may ?? [];
  const two = data ? requestKinds[data.kind].joint !== null : false;
  const bar = (
    <>
      {may.includes('agree') && (
        <Big id="agree" onTap={() => setAsking('agree')}>
          {two ? '同意，提请复核' : '同意'}
        </Big>
      )}
      {data?.jointId && (
        <Big id="joint-act" other onTap={() => Taro.navigateTo({ url: `/desk/joint-act?id=${data.jointId}` })}>
          看复核进度
        </Big>
      )}
      {may.includes('refuse') && (
        <View className="words">
          <Word id="refuse" needs onTap={() => setAsking('refuse')}>
            不同意
          </Word>
        </View>
      )}
    </>
  );
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={6} />;
    return (
      <>
        <Answer tone={requestTones[data.state]} word={requestStates[data.state]} title={requestKinds[data.kind].label}>
          {isRunning(data) && (
            <View className="row-clock">
              <Clock dueOn={data.dueOn} workingDaysLeft={data.workingDaysLeft} urgency={data.urgency} />
              <View className="second">
                最晚 {sayDay(data.dueOn)}，由{data.decides}办理
              </View>
            </View>
          )}
          {data.risen && <View className="second">原工会过期没有答复，已转上级。</View>}
          {data.refusal && <View className="needed">没有同意：{data.refusal}</View>}
          <View className="small">
            受理号 {data.number}，{sayTime(data.askedAt)} 提交
          </View>
        </Answer>
        <Facts title="会员">
          <Fact name="姓名">{data.nameMasked}</Fact>
          <Fact name="手机号">{data.phoneMasked ?? '没有登记'}</Fact>
          <Fact name="工会">{data.unionName}</Fact>
          {data.facts.map(({ label, value }) => (
            <Fact key={label} name={label}>
              {value}
            </Fact>
          ))}
        </Facts>
        {data.words && (
          <Facts title="本人说明">
            <View>{data.words}</View>
          </Facts>
        )}
      </>
    );
  };
  return (
    <Page title="会员请求审核" bar={may.length > 0 || data?.jointId ? bar : undefined}>
      {show()}
      {asking === 'agree' && data && (
        <StepUpSheet
          title={`同意：${requestKinds[data.kind].label}`}
          word={two ? '同意，提请复核' : '确定同意'}
          stepUp={false}
          act={(idempotencyKey) =>
            staffApi('POST /requests/:id/agree', {
              params,
              body: { words: words.trim() ? words : null },
              idempotencyKey,
            })
          }
          onClose={() => {
            setAsking(null);
            void again();
          }}
        >
          <View className="second gap">
            {two ? '同意后还要由上级工会的另一个人复核，复核同意才生效。' : '同意后立即生效，不能撤销。'}
          </View>
          <Field
            id="words"
            kind="long"
            label="核实经过（可以不写）"
            hint="怎么核实的，例如：电话核实、当面看过身份证。"
            max={300}
            value={words}
            onInput={setWords}
          />
        </StepUpSheet>
      )}
      {asking === 'refuse' && (
        <ReasonSheet
          title="不同意"
          hint="写清楚理由和怎么办。会员会看到这段话。"
          word="不同意"
          chips={reasonChips.request}
          act={(reason, idempotencyKey) =>
            staffApi('POST /requests/:id/refuse', { params, body: { reason }, idempotencyKey })
          }
          onClose={() => setAsking(null)}
          onDone={again}
        />
      )}
    </Page>
  );
}
