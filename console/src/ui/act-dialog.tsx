/** One act in a dialog: what it will do, what is asked for, one button. Nothing typed is lost when it is refused. */
import { Refused } from '@niangjia/shared/client';
import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api';
import { useStepUp } from './step-up';

interface ActDialogProps<Answers, Result> {
  /** Of the form and, with `-confirm`, of its button. */
  id: string;
  title: string;
  okText: string;
  danger?: boolean;
  /** What happens, before anything is asked. */
  tells?: ReactNode;
  children?: ReactNode;
  initial?: Partial<Answers>;
  width?: number;
  run: (answers: Answers) => Promise<Result>;
  done: (result: Result) => void | Promise<void>;
  close: () => void;
}

/** `0` of `kinds.0.total` is a place in a list. */
const partOf = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);

/** What the server found wrong, at its field where the form has it. */
export const problemsOf = (error: unknown): { name: (string | number)[]; errors: string[] }[] =>
  error instanceof Refused
    ? (error.body.fields ?? []).map(({ at, sentence }) => ({ name: at.split('.').map(partOf), errors: [sentence] }))
    : [];

/** The refusal of an act as people read it; a sentence at a field is repeated here in case the field is not shown. */
export function ActError({ id, error }: { id: string; error: unknown }) {
  if (!error) return null;
  const fields = problemsOf(error)
    .flatMap(({ errors }) => errors)
    .filter((sentence) => sentence !== sentenceOf(error));
  return (
    <Alert id={`${id}-error`} type="error" showIcon title={sentenceOf(error)} description={fields.join(' ') || null} />
  );
}

/** What is to be typed first, else the button: never the cross, on which the focus would start. */
function focusFirst(id: string): void {
  const field = document.querySelector<HTMLElement>(`form#${id} :is(input, textarea):not([disabled])`);
  (field ?? document.getElementById(`${id}-confirm`))?.focus();
}

export function ActDialog<Answers extends object, Result>(props: ActDialogProps<Answers, Result>) {
  const { id, title, okText, danger, tells, children, initial, width, run, done, close } = props;
  const [form] = Form.useForm<Answers>();
  const stepUp = useStepUp();
  const act = useMutation({
    mutationFn: (answers: Answers) => stepUp(() => run(answers)),
    onSuccess: done,
    onError: (error) => form.setFields(problemsOf(error) as never),
  });
  return (
    <Modal
      open
      title={title}
      okText={okText}
      cancelText="先不办"
      width={width ?? 560}
      mask={{ closable: false }}
      okButtonProps={{ id: `${id}-confirm`, danger: danger ?? false, loading: act.isPending }}
      cancelButtonProps={{ id: `${id}-cancel`, disabled: act.isPending }}
      afterOpenChange={(open) => open && focusFirst(id)}
      onOk={form.submit}
      onCancel={close}
    >
      {tells && <div className="tells">{tells}</div>}
      <Form
        form={form}
        name={id}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        {...(initial && { initialValues: initial })}
        onFinish={act.mutate}
      >
        {children}
      </Form>
      <ActError id={id} error={act.error} />
    </Modal>
  );
}
