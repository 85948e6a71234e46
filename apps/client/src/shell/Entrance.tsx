import type { ReactNode } from 'react';
import { Brand } from './Brand.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { PageHeading } from './PageHeading.tsx';

export interface EntranceProps {
  readonly title: string;
  readonly lead?: string | undefined;
  readonly children: ReactNode;
}

/** The frame of every page before one is inside. */
export function Entrance({ title, lead, children }: EntranceProps) {
  return (
    <div className="entrance">
      <header className="entrance-header">
        <Brand />
        <LanguageSwitch />
      </header>
      <main className="card entrance-card">
        <PageHeading>{title}</PageHeading>
        {lead && <p className="quiet">{lead}</p>}
        {children}
      </main>
    </div>
  );
}
