import { Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export interface NoticeProps {
  /** `alert` interrupts whoever listens; `status` waits for a pause. */
  readonly kind: 'alert' | 'status';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** What happened, and what to do. */
export function Notice({ kind, children, actions }: NoticeProps) {
  const Icon = kind === 'alert' ? TriangleAlert : Info;
  return (
    <div className={kind === 'alert' ? 'pd-notice' : 'pd-notice notice-calm'} role={kind}>
      <Icon aria-hidden="true" size={20} />
      <div>
        <div>{children}</div>
        {actions && <div className="pd-notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
