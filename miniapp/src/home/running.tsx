import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { requestKinds, requestStates, transferStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { isRunning, requestTones, sayAnswerBy, sayRequest } from '../request/request-form';
import { sayAnswerBy as saySideBy, sayTransfer, transferTones, waitingSides } from '../transfer/transfer-form';
import { Answer } from '../ui/answer';
import { Word } from '../ui/button';

/** What the person asked for and what was said that has not been read: loaded beside the page, each may be missing. */
export interface Around {
  transfers: Reply<'GET /transfers/mine'>['items'];
  requests: Reply<'GET /requests/mine'>['items'];
  unread: number;
}

/** Whether anything is on its way. */
export const isUnderway = ({ transfers, requests }: Around): boolean =>
  transfers.some(({ state }) => state === 'asked') || requests.some(isRunning);

/** A transfer or a request on its way: who decides, by when. */
export const Underway = ({ transfers, requests }: Around) => {
  const today = dayOf(new Date());
  return (
    <>
      {transfers
        .filter(({ state }) => state === 'asked')
        .map((transfer) => (
          <Answer
            key={transfer.id}
            tone={transferTones[transfer.state]}
            word={`转会${transferStates[transfer.state]}`}
            title={sayTransfer(transfer)}
          >
            {waitingSides(transfer).map((side) => (
              <View className="second" key={side.unionId}>
                {saySideBy(side, today)}
              </View>
            ))}
            <View className="words start">
              <Word id="transfer-progress" onTap={() => Taro.navigateTo({ url: `/transfer/index?id=${transfer.id}` })}>
                看进度
              </Word>
            </View>
          </Answer>
        ))}
      {requests.filter(isRunning).map((request) => (
        <Answer
          key={request.id}
          tone={requestTones[request.state]}
          word={requestStates[request.state]}
          title={sayRequest(request)}
        >
          <View className="second">{requestKinds[request.kind].label}</View>
          <View className="second">{sayAnswerBy(request, today)}</View>
          <View className="words start">
            <Word
              id={`request-progress-${request.kind}`}
              onTap={() => Taro.navigateTo({ url: `/request/one?id=${request.id}` })}
            >
              看进度
            </Word>
          </View>
        </Answer>
      ))}
    </>
  );
};
