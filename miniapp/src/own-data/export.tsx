import type { Reply } from '@niangjia/shared/contract/index';
import { sayFullTime } from '@niangjia/shared/rules/days';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { api, newKey, sentenceOf } from '../api';
import { Answer, Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Choices } from '../ui/choices';
import { Facts } from '../ui/facts';
import { Group } from '../ui/field';
import { codeProblem, OwnProof, refusedCode } from '../ui/own-proof';
import { Page } from '../ui/page';
import { fullAddress, takeFile } from './take-file';

definePageConfig({ navigationBarTitleText: '导出我的数据' });

const forms = { xlsx: '表格，能直接看', json: '数据文件，能交给别的系统' } as const;
type Form = keyof typeof forms;

interface ReadyProps {
  form: Form;
  made: Reply<'POST /me/exports'>;
  onAnew: () => void;
}

/** The link, which opens once. */
const Ready = ({ form, made, onAnew }: ReadyProps) => {
  const [taken, setTaken] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  // WeChat opens tables, but no data files: that link goes to a computer's browser.
  const shown = process.env.TARO_ENV !== 'weapp' || form === 'xlsx';
  const take = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await takeFile(made.address);
      setTaken(true);
    } catch (error) {
      setFailure(`${sentenceOf(error)}链接只能打开一次，打不开就重新生成一份。`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title="导出我的数据"
      bar={
        <>
          {failure && <Notice tone="needs">{failure}</Notice>}
          {shown && !taken && !failure ? (
            <Big id="take" icon="down" busy={busy} onTap={take}>
              下载
            </Big>
          ) : (
            <Big id="anew" other onTap={onAnew}>
              重新生成一份
            </Big>
          )}
        </>
      }
    >
      <Answer tone="done" word="已生成" title={taken ? '已经取走' : '您的数据做好了'}>
        <View className="second">链接只能打开一次，{sayFullTime(made.until)} 前有效。</View>
        <View className="second">文件里有您的完整个人信息，请收好，别发给别人。</View>
      </Answer>
      {!shown && (
        <Facts title="在电脑上打开">
          <View className="second gap">微信里打不开数据文件。长按下面的地址复制，在电脑或手机的浏览器里打开：</View>
          <View id="export-address" className="gap">
            <Text userSelect>{fullAddress(made.address)}</Text>
          </View>
        </Facts>
      )}
    </Page>
  );
};

/** Everything that is kept, as one file, after a fresh proof. */
export default function ExportData() {
  const [form, setForm] = useState<Form>('xlsx');
  const [proof, setProof] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Reply<'POST /me/exports'>>();
  const make = async () => {
    const problem = codeProblem(proof);
    setWrong(problem);
    setFailure(undefined);
    if (problem) return;
    setBusy(true);
    try {
      setMade(await api('POST /me/exports', { body: { proof: proof.trim(), form }, idempotencyKey: newKey() }));
    } catch (error) {
      setWrong(refusedCode(error));
      if (!refusedCode(error)) setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  if (made)
    return (
      <Ready
        form={form}
        made={made}
        onAnew={() => {
          setMade(undefined);
          setProof('');
        }}
      />
    );
  return (
    <Page
      title="导出我的数据"
      bar={
        <>
          {failure && <Notice tone="needs">{failure}</Notice>}
          <Big id="submit" busy={busy} onTap={make}>
            生成文件
          </Big>
        </>
      }
    >
      <Answer tone="told" word="导出" title="把工会存的、关于您的全部数据做成一份文件">
        <View className="second">包括会籍、申请、转会、请求、同意记录、消息和谁看过您的信息。</View>
      </Answer>
      <Group id="form" label="要哪一种">
        <Choices name="form" label="要哪一种" from={forms} chosen={form} onChoose={setForm} />
      </Group>
      <OwnProof
        code={proof}
        error={wrong}
        onCode={(typed) => {
          setProof(typed);
          setWrong(undefined);
        }}
        onWrong={setWrong}
      />
    </Page>
  );
}
