import { View } from '@tarojs/components';
import { Big } from '../ui/button';
import { actOn, type Offer, phaseNow, sayStart } from './offer-words';
import type { useClaim } from './use-claim';

interface Props {
  offer: Offer;
  now: number;
  chosen: string | undefined;
  claiming: ReturnType<typeof useClaim>;
}

/** The one main act, or what it waits for. Nothing when there is nothing to do. */
export function claimBar({ offer, now, chosen, claiming }: Props) {
  const { step, outcome, readyIn, trouble, go } = claiming;
  if (step === 'settling') return null;
  if (step) return <Waits words="正在领，请别关页面" />;
  if (outcome?.step === 'unsure')
    return (
      <Big id="claim" onTap={() => go('')}>
        接着问结果
      </Big>
    );
  if (offer.barrier === null && offer.way !== 'grant' && phaseNow(offer, now) === 'soon')
    return <Waits words={sayStart(offer, now)} />;
  const takable = offer.kinds.filter((kind) => actOn(offer, kind, now) !== null);
  const kind = takable.find(({ id }) => id === chosen) ?? takable[0];
  if (!kind) return null;
  if (readyIn === null)
    return <Waits words={trouble ? '还在准备，请稍候' : '正在准备'} {...(trouble ? { why: trouble } : {})} />;
  if (readyIn > 0) return <Waits words={`${Math.ceil(readyIn / 1000)} 秒后可以点`} />;
  return (
    <Big id="claim" onTap={() => go(kind.id)}>
      {actOn(offer, kind, now)}
      {takable.length > 1 ? `：${kind.title}` : ''}
    </Big>
  );
}

const Waits = ({ words, why }: { words: string; why?: string }) => (
  <>
    {why && <View className="second gap">{why}</View>}
    <Big id="claim-waits" busy={words} onTap={() => undefined}>
      {words}
    </Big>
  </>
);
