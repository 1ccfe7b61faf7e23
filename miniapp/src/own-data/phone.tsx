import { Refused } from '@niangjia/shared/client';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { personSession } from '../session';
import { Answer, Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { codeProblem, OwnProof, refusedCode } from '../ui/own-proof';
import { Page } from '../ui/page';
import { PhoneProof } from '../ui/phone-proof';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';

definePageConfig({ navigationBarTitleText: '手机号' });

interface Wrong {
  proof?: string | undefined;
  phone?: string | undefined;
  code?: string | undefined;
}

/** Changes the phone number: the old one proves by its code, the new one by its own. */
export default function Phone() {
  const { data, error, again } = useCall(() => api('GET /me'));
  const [proof, setProof] = useState('');
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<Wrong>({});
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState<string>();
  const old = data?.phoneMasked;

  const send = async () => {
    if (old) return api('POST /me/phone-change', { body: { proof: proof.trim(), phone, code: code.trim() } });
    const bound = await api('POST /me/phone-by-code', { body: { phone, code: code.trim() } });
    if (bound.session) personSession.keep(bound.session);
    return bound;
  };
  const submit = async () => {
    const found = { proof: old ? codeProblem(proof) : undefined, code: codeProblem(code) };
    setWrong(found);
    setFailure(undefined);
    if (found.proof || found.code) return;
    setBusy(true);
    try {
      setChanged((await send()).phoneMasked);
    } catch (problem) {
      setFailure(problem);
      const sentence = refusedCode(problem);
      if (sentence) setWrong({ code: '两个验证码里有一个不对或已过期，请核对。' });
    } finally {
      setBusy(false);
    }
  };
  if (changed)
    return (
      <Page
        title="手机号"
        bar={
          <Big
            id="back-to-data"
            onTap={() => Taro.navigateBack().catch(() => Taro.redirectTo({ url: '/own-data/index' }))}
          >
            好
          </Big>
        }
      >
        <Answer tone="done" word="已登记" title={`现在的手机号是 ${changed}`}>
          <View className="second">以后的短信和登录都用这个号码。</View>
        </Answer>
      </Page>
    );
  const inUse = failure instanceof Refused && failure.code === 'PHONE_IN_USE';
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={2} />;
    return (
      <>
        <Answer tone="told" word="手机号" title={old ? `现在是 ${old}` : '还没有绑定手机号'}>
          <View className="second">
            {old ? '换号要两个验证码：先旧号、再新号，防止别人替您换。' : '绑定后可以用短信登录、收通知。'}
          </View>
          {old && <View className="second">旧号已停用、收不到短信的，请带身份证到工会办理。</View>}
        </Answer>
        {old && (
          <OwnProof
            code={proof}
            error={wrong.proof}
            onCode={(typed) => {
              setProof(typed);
              setWrong({});
            }}
            onWrong={(sentence) => setWrong({ proof: sentence })}
          />
        )}
        <PhoneProof
          which={old ? '新' : ''}
          phone={phone}
          code={code}
          phoneError={wrong.phone || undefined}
          codeError={wrong.code}
          onPhone={(typed) => {
            setPhone(typed);
            setWrong({});
          }}
          onCode={(typed) => {
            setCode(typed);
            setWrong({});
          }}
          onWrong={setWrong}
        />
      </>
    );
  };
  return (
    <Page
      title="手机号"
      bar={
        data && (
          <>
            {failure !== undefined && !wrong.code && (
              <Notice
                tone="needs"
                act={
                  inUse && (
                    <Word id="ask-release" onTap={() => Taro.redirectTo({ url: '/request/ask?kind=phone' })}>
                      申请释放手机号
                    </Word>
                  )
                }
              >
                {sentenceOf(failure)}
              </Notice>
            )}
            <Big id="submit" busy={busy} onTap={submit}>
              {old ? '更换手机号' : '绑定手机号'}
            </Big>
          </>
        )
      }
    >
      {show()}
    </Page>
  );
}
