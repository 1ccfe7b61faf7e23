/** Marks who came: by the code that a member shows, scanned by a reader at the desk or typed. */
import { ScanOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { api, sentenceOf } from '../api';
import { saySpan } from './use-event';

/** One arrival, by the code or by the booking; the lists are loaded anew. */
export function useArrival(eventId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { code: string } | { bookingId: string }) =>
      api('POST /events/:id/arrivals', { params: { id: eventId }, body }),
    onSettled: () => client.invalidateQueries(),
  });
}

type Arrival = ReturnType<typeof useArrival>;

/** What the last arrival came to, until the next. */
export function Arrived({ arrival }: { arrival: Arrival }) {
  const { data, error } = arrival;
  if (error) return <Alert id="arrive-error" type="error" showIcon title={sentenceOf(error)} />;
  if (!data) return null;
  const { booking, slot } = data;
  return (
    <Alert
      id="arrive-done"
      type="success"
      showIcon
      title={`${booking.nameMasked} 已登记到场：${saySpan(booking)}，这一场到了 ${slot.arrived} 人`}
    />
  );
}

export function Arrive({ arrival }: { arrival: Arrival }) {
  const [code, setCode] = useState('');
  const field = useRef<InputRef>(null);
  const go = () => {
    if (code.trim() === '' || arrival.isPending) return;
    arrival.mutate({ code: code.trim() });
    setCode('');
    field.current?.focus();
  };
  return (
    <div className="arrive">
      <Input
        ref={field}
        id="arrive-code"
        aria-label="预约码"
        prefix={<ScanOutlined />}
        placeholder="扫会员的预约码，或输入八位"
        maxLength={40}
        autoComplete="off"
        value={code}
        onChange={({ target }) => setCode(target.value)}
        onPressEnter={go}
      />
      <Button id="arrive" type="primary" loading={arrival.isPending} onClick={go}>
        登记到场
      </Button>
    </div>
  );
}
