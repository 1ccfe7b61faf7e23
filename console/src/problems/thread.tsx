/** The thread as a vertical line: who, when, what was said, with what files. */
import { FilePdfOutlined } from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { problemSteps } from '@niangjia/shared/rules/problems';
import { Image, Timeline } from 'antd';

type Step = Reply<'GET /problems/:id'>['steps'][number];
type Sent = Step['files'][number];

const sayBytes = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function SentFile({ file }: { file: Sent }) {
  if (file.kind === 'photo')
    return <Image width={120} height={90} className="problem-photo" src={file.address} alt="照片" />;
  if (file.kind === 'video')
    // biome-ignore lint/a11y/useMediaCaption: what a unit filmed at its machine has no captions
    return <video className="problem-video" src={file.address} controls preload="metadata" aria-label={file.name} />;
  return (
    <a href={file.address} download>
      <FilePdfOutlined /> {file.name} <span className="second">{sayBytes(file.bytes)}</span>
    </a>
  );
}

const colors: Partial<Record<Step['what'], 'green' | 'red'>> = {
  solve: 'green',
  funded: 'green',
  thank: 'green',
  return: 'red',
  decline: 'red',
  unfunded: 'red',
};

export const Thread = ({ steps }: { steps: Step[] }) => (
  <section className="panel" id="thread">
    <h2>经过</h2>
    <Timeline
      items={steps.map((step) => ({
        key: step.id,
        color: colors[step.what] ?? 'gray',
        content: (
          <>
            <div className="step">
              <strong>{problemSteps[step.what]}</strong>
              <span>{step.by}</span>
              <time dateTime={step.at}>{sayTime(step.at)}</time>
            </div>
            {step.words && <p className="step-reason problem-words">{step.words}</p>}
            {step.files.length > 0 && (
              <div className="problem-files">
                {step.files.map((file) => (
                  <SentFile key={file.id} file={file} />
                ))}
              </div>
            )}
          </>
        ),
      }))}
    />
  </section>
);
