/** One personal value: masked, and in full only behind a reason, under a watermark, for a minute. */
import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { sayTime } from '@niangjia/shared/rules/days';
import { Button, Watermark } from 'antd';
import { useEffect, useState } from 'react';
import { useMay, useMe } from '../me';
import { Reveal, type RevealField, revealWords } from './reveal';

const SHOWN_SECONDS = 60;

interface Shown {
  value: string;
  at: string;
}

function Clear({ field, shown, hide }: { field: RevealField; shown: Shown; hide: () => void }) {
  const me = useMe();
  const [left, setLeft] = useState(SHOWN_SECONDS);
  useEffect(() => {
    // By the clock, not by ticks: a tab in the background is ticked late.
    const until = Date.parse(shown.at) + SHOWN_SECONDS * 1000;
    const timer = setInterval(() => {
      const seconds = Math.ceil((until - Date.now()) / 1000);
      if (seconds <= 0) hide();
      else setLeft(seconds);
    }, 250);
    return () => clearInterval(timer);
  }, [shown.at, hide]);
  return (
    <>
      <Watermark
        className="clear"
        content={[`${me.name} ${me.account}`, sayTime(shown.at)]}
        font={{ fontSize: 11, color: 'rgba(128,128,128,.6)' }}
        gap={[20, 0]}
        offset={[0, 0]}
        rotate={-4}
      >
        <strong id={`clear-${field}`}>{shown.value}</strong>
      </Watermark>
      <Button size="small" type="link" id={`hide-${field}`} icon={<EyeInvisibleOutlined />} onClick={hide}>
        收起（{left} 秒后自动收起）
      </Button>
    </>
  );
}

export function Personal({ id, field, masked }: { id: string; field: RevealField; masked: string }) {
  const mayReveal = useMay('people.reveal');
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const [hide] = useState(() => () => setShown(undefined));
  if (shown) return <Clear field={field} shown={shown} hide={hide} />;
  return (
    <>
      <span className="masked">{masked}</span>
      {mayReveal && (
        <Button
          size="small"
          type="link"
          id={`reveal-${field}`}
          aria-label={`查看完整${revealWords[field]}`}
          icon={<EyeOutlined />}
          onClick={() => setAsking(true)}
        >
          查看完整
        </Button>
      )}
      {asking && (
        <Reveal
          id={id}
          field={field}
          close={() => setAsking(false)}
          show={(value) => {
            setShown({ value, at: new Date().toISOString() });
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
