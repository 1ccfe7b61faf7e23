import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { applicationStates, occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { stateTones } from '../join/look';
import { Answer } from '../ui/answer';
import { Word } from '../ui/button';
import { Clock } from '../ui/clock';
import { Fact, Facts } from '../ui/facts';
import { type Secret, secrets } from '../ui/secrets';
import { Paper } from './paper';
import { RevealSheet } from './reveal-sheet';
import { saySexAndAge } from './say-sex-and-age';

type Props = Reply<'GET /applications/:id'>;

/** What the officer decides by; personal data masked until a reason is given. */
export const CaseFacts = (review: Props) => {
  const { id, number, state, unionName, codeLabel, dueOn, workingDaysLeft, urgency, occupation, sex, age, earlier } =
    review;
  const [clear, setClear] = useState<Partial<Record<Secret, string>>>({});
  const [wanted, setWanted] = useState<Secret | null>(null);
  const masked = { name: review.nameMasked, idNumber: review.idNumberMasked, phone: review.phoneMasked };
  return (
    <>
      <Answer tone={stateTones[state]} word={applicationStates[state]} title={unionName}>
        {state === 'submitted' && (
          <View className="row-clock">
            <Clock dueOn={dueOn} workingDaysLeft={workingDaysLeft} urgency={urgency} />
            <View className="second">最晚 {sayDay(dueOn)}</View>
          </View>
        )}
        {review.risen && <View className="second">原工会过期没有答复，转到本级办理。</View>}
        <View className="small">
          受理号 {number}，{sayTime(review.submittedAt)} 提交
        </View>
      </Answer>
      <Facts title="申请人">
        {(Object.keys(secrets) as Secret[]).map((secret) => (
          <Fact key={secret} name={secrets[secret]}>
            <View id={`fact-${secret}`}>{clear[secret] ?? masked[secret] ?? '没有登记'}</View>
            {masked[secret] && !clear[secret] && (
              <Word id={`reveal-${secret}`} onTap={() => setWanted(secret)}>
                查看完整
              </Word>
            )}
          </Fact>
        ))}
        <Fact name="性别、年龄">{saySexAndAge(sex, age)}</Fact>
        <Fact name="工种">{occupations[occupation]}</Fact>
        <Fact name="来源">{review.filedBy ? `代办：${review.filedBy}` : (codeLabel ?? '自己查找')}</Fact>
      </Facts>
      {earlier.length > 0 && (
        <Facts title="以前的申请">
          {earlier.map((one) => (
            <Fact key={one.number} name={`${sayTime(one.at)} ${one.unionName}`}>
              {applicationStates[one.state]}
            </Fact>
          ))}
        </Facts>
      )}
      {review.paperAddress && <Paper address={review.paperAddress} />}
      {wanted && (
        <RevealSheet
          id={id}
          secret={wanted}
          onClose={() => setWanted(null)}
          onShown={(value) => {
            setClear({ ...clear, [wanted]: value });
            setWanted(null);
          }}
        />
      )}
    </>
  );
};
