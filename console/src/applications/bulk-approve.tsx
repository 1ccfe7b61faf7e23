/** Approves many, one request each, and says which failed and why. */
import { CheckCircleOutlined, CheckOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Refused } from '@niangjia/shared/client';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Progress } from 'antd';
import { useRef, useState } from 'react';
import { once, sentenceOf } from '../api';
import type { QueueRow } from './use-queue';

interface Run {
  approved: string[];
  failed: Map<string, string>;
  running: boolean;
}

const untouched: Run = { approved: [], failed: new Map(), running: false };

/** One of those that were chosen, and what became of it. */
function Outcome({ row, approved, problem }: { row: QueueRow; approved: boolean; problem: string | undefined }) {
  return (
    <>
      <span className="number">{row.number}</span>
      <span>{row.nameMasked}</span>
      <span className="second">{row.unionName}</span>
      {approved && (
        <span className="bulk-done">
          <CheckCircleOutlined /> 已通过
        </span>
      )}
      {problem && (
        <span className="bulk-failed">
          <CloseCircleOutlined /> 没有办成：{problem}
        </span>
      )}
    </>
  );
}

/** Stays mounted when nothing is selected any more: the outcome is read after the rows have left the list. */
interface BulkApproveProps {
  rows: QueueRow[];
  /** Those that are still to be decided stay selected. */
  keepSelected: (ids: string[]) => void;
}

export function BulkApprove({ rows, keepSelected }: BulkApproveProps) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<QueueRow[]>();
  const [run, setRun] = useState(untouched);
  const stopped = useRef(false);
  const waiting = (chosen ?? []).filter((row) => !run.approved.includes(row.id));
  const begun = run.approved.length + run.failed.size > 0;

  async function approveAll(): Promise<void> {
    stopped.current = false;
    const approved = [...run.approved];
    const failed = new Map<string, string>();
    for (const { id, submittedAt: seen } of waiting) {
      if (stopped.current) break;
      setRun({ approved: [...approved], failed: new Map(failed), running: true });
      try {
        await once('POST /applications/:id/approve', { params: { id }, body: { seen } });
        approved.push(id);
      } catch (error) {
        failed.set(id, sentenceOf(error));
        if (error instanceof Refused && error.status === 401) break;
      }
    }
    setRun({ approved, failed, running: false });
    await client.invalidateQueries({ queryKey: ['GET /applications'] });
  }

  function close(): void {
    stopped.current = true;
    if (begun) keepSelected(waiting.map((row) => row.id));
    setChosen(undefined);
    setRun(untouched);
  }

  const stop = () => {
    stopped.current = true;
  };
  return (
    <>
      {rows.length > 0 && (
        <Button id="approve-selected" type="primary" icon={<CheckOutlined />} onClick={() => setChosen(rows)}>
          通过选中的 {rows.length} 份
        </Button>
      )}
      <Modal
        open={chosen !== undefined}
        title={`通过 ${chosen?.length ?? 0} 份入会申请`}
        width={640}
        closable={!run.running}
        mask={{ closable: false }}
        keyboard={!run.running}
        onCancel={close}
        footer={[
          <Button key="close" id="bulk-close" onClick={run.running ? stop : close}>
            {run.running ? '停下' : begun ? '关闭' : '再看看'}
          </Button>,
          waiting.length > 0 && (
            <Button key="confirm" id="bulk-confirm" type="primary" loading={run.running} onClick={approveAll}>
              {begun ? `再试 ${waiting.length} 份` : `通过 ${waiting.length} 份`}
            </Button>
          ),
        ]}
      >
        {!begun && !run.running && <p>通过后，这些申请人立即成为会员并收到通知，不能撤销。</p>}
        {(begun || run.running) && (
          <div role="status">
            <Progress
              aria-label="已办的比例"
              percent={Math.round(((run.approved.length + run.failed.size) / (chosen?.length || 1)) * 100)}
              showInfo={false}
            />
            <p id="bulk-result">
              {run.approved.length} 份已通过，{run.failed.size} 份没有办成
              {waiting.length > run.failed.size && `，${waiting.length - run.failed.size} 份还没办`}。
            </p>
          </div>
        )}
        <ul id="bulk-names" className="bulk-names" aria-label="选中的申请">
          {(chosen ?? []).map((row) => (
            <li key={row.id}>
              <Outcome row={row} approved={run.approved.includes(row.id)} problem={run.failed.get(row.id)} />
            </li>
          ))}
        </ul>
      </Modal>
    </>
  );
}
