import { Button, View } from '@tarojs/components';
import { sentenceOf } from '../api';
import { personSession } from '../session';
import { Word } from '../ui/button';
import { Group } from '../ui/field';
import { PhoneProof } from '../ui/phone-proof';
import { proveByWechat } from './proof';
import type { Applying } from './use-apply';

const inWechat = process.env.TARO_ENV === 'weapp';

/** From WeChat's own number to a code by SMS, and back. */
const OtherWay = ({ id, word, form, bySms }: { id: string; word: string; form: Applying; bySms: boolean }) => (
  <View className="words start">
    <Word
      id={id}
      onTap={() => {
        form.setBySms(bySms);
        form.say('phone', undefined);
        form.say('code', undefined);
      }}
    >
      {word}
    </Word>
  </View>
);

const ByWechat = ({ form }: { form: Applying }) => {
  const take = async (code: string | undefined) => {
    if (!code)
      return form.say('phone', '没有拿到手机号。审核结果要发到手机上，请再点一次并选择允许，或改用短信验证码。');
    try {
      form.setPhoneMasked(await proveByWechat(code));
      form.say('phone', undefined);
    } catch (error) {
      form.say('phone', sentenceOf(error));
    }
  };
  return (
    <Group id="phone" label="手机号" error={form.problems.phone}>
      {form.agreed ? (
        <Button
          id="phone-number"
          className="big other"
          openType="getPhoneNumber"
          onGetPhoneNumber={(event) => void take(event.detail.code)}
        >
          用微信手机号
        </Button>
      ) : (
        <Button id="phone-number" className="big other" onClick={() => form.mayAsk()}>
          用微信手机号
        </Button>
      )}
      <OtherWay id="by-sms" word="用短信验证码" form={form} bySms />
    </Group>
  );
};

/** How the form comes to a phone number: known already, from WeChat, or by SMS. */
export const PhonePart = ({ form }: { form: Applying }) => {
  const { phone, phoneMasked, problems, draft } = form;
  if (phone === 'known')
    return (
      <Group id="phone" label="手机号" error={problems.phone}>
        <View className="words start">
          <View className="word plain">{phoneMasked}（已验证）</View>
          {problems.phone && (
            <Word
              id="other-phone"
              onTap={() => {
                personSession.forget();
                form.setPhoneMasked(null);
                form.say('phone', undefined);
              }}
            >
              换一个手机号
            </Word>
          )}
        </View>
      </Group>
    );
  if (phone === 'given') return <ByWechat form={form} />;
  return (
    <>
      <PhoneProof
        phone={draft.phone}
        code={form.code}
        phoneError={problems.phone}
        codeError={problems.code}
        onPhone={(typed) => form.update({ phone: typed }, 'phone')}
        onCode={(typed) => {
          form.setCode(typed);
          form.say('code', undefined);
        }}
        onWrong={(wrong) => {
          form.say('phone', wrong.phone || undefined);
          form.say('code', wrong.code || undefined);
        }}
        mayAsk={form.mayAsk}
      />
      {inWechat && <OtherWay id="by-wechat" word="用微信手机号" form={form} bySms={false} />}
    </>
  );
};
