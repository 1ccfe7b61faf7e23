/** A sum worked out like a till receipt: what for on the left, how small under it, the amount right. */
import type { ReactNode } from 'react';
import './receipt.css';

export function Receipt({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div className="receipt" id={id}>
      {children}
    </div>
  );
}

export function ReceiptLine({ label, note, value }: { label: ReactNode; note?: ReactNode; value: string }) {
  return (
    <div className="receipt-line">
      <span>
        {label}
        {note && <small className="second">{note}</small>}
      </span>
      <span className="receipt-amount">{value}</span>
    </div>
  );
}

export function ReceiptTotal({ id, label, value }: { id: string; label: string; value: string }) {
  return (
    <div className="receipt-total">
      <span>{label}</span>
      <strong id={id}>{value}</strong>
    </div>
  );
}
