import type { ReactNode } from 'react';

export interface PageHeadingProps {
  readonly children: ReactNode;
  /** Said, not shown: where the page itself shows what it is. */
  readonly hidden?: boolean;
}

/** The page's first heading. It takes the focus when its page appears, so that keyboard and voice follow. */
export function PageHeading({ children, hidden = false }: PageHeadingProps) {
  return (
    <h1
      ref={focus}
      tabIndex={-1}
      className={hidden ? 'page-heading visually-hidden' : 'page-heading'}
    >
      {children}
    </h1>
  );
}

// One function for all, so that React calls it only when the heading comes and goes.
function focus(heading: HTMLHeadingElement | null) {
  if (!heading) return;
  heading.focus({ preventScroll: true });
  // A new page begins at its top; otherwise what is first on it would be behind the header.
  window.scrollTo({ top: 0 });
}
