import { useLater } from '../later.ts';
import type { CopyDiagnosticsProps } from './CopyDiagnostics.tsx';

const loadCopy = () => import('./CopyDiagnostics.tsx');

/** After a call that failed or was bad: something to send to whoever can help. */
export function DiagnosticsOffer(props: CopyDiagnosticsProps) {
  const troubled = props.diagnostics.wasTroubled();
  const copy = useLater(troubled, loadCopy);
  return copy && <copy.CopyDiagnostics {...props} />;
}
