import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';

export interface ErrorBoundaryProps {
  readonly words: { readonly title: string; readonly lead: string; readonly reload: string };
  readonly onReload: () => void;
  readonly children: ReactNode;
}

/** The way out when a page has a bug. React still wants a class for it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly broken: boolean }> {
  static getDerivedStateFromError() {
    return { broken: true };
  }

  override state = { broken: false };

  override render() {
    const { words, onReload, children } = this.props;
    if (!this.state.broken) return children;
    return (
      <main className="entrance">
        <div className="card entrance-card" role="alert">
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
          <Button onClick={onReload}>{words.reload}</Button>
        </div>
      </main>
    );
  }
}
