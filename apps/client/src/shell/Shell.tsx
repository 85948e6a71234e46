import { Button } from '@mantine/core';
import { DoorOpen, History, LogOut, Mail, Settings, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { wordsOf } from '../account/problem-words.ts';
import { useConsole, useInbox, useOpenDesk, useTexts } from '../console-context.tsx';
import { DeskArea } from '../desk/DeskArea.tsx';
import { MessagesCount } from '../messages/MessagesCount.tsx';
import type { Me } from '../server-api.ts';
import { Brand } from './Brand.tsx';
import { DeskSwitch } from './DeskSwitch.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Notice } from './Notice.tsx';
import { PageHeading } from './PageHeading.tsx';

const PAGES = [
  { path: '/', name: 'queue', Icon: UsersRound },
  { path: '/messages', name: 'messages', Icon: Mail },
  { path: '/rooms', name: 'rooms', Icon: DoorOpen },
  { path: '/history', name: 'history', Icon: History },
  { path: '/settings', name: 'settings', Icon: Settings },
] as const;

/** The frame of every page once one is inside: whose desk, where to go, how to leave. */
export function Shell({ me }: { readonly me: Me }) {
  const { account } = useConsole();
  const texts = useTexts();
  const { shell } = texts;
  const desk = useOpenDesk();
  const inbox = useInbox();
  const [location, navigate] = useLocation();
  const [problem, setProblem] = useState<string | null>(null);

  const signOut = async () => {
    const refused = await account.signOut();
    if (refused) setProblem(wordsOf(refused, texts).whole);
    else navigate('/');
  };

  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {shell.skip}
      </a>
      <header className="shell-header">
        <Brand />
        <div className="shell-header-end">
          <DeskSwitch me={me} />
          <span className="shell-person">{me.consultant.name}</span>
          <LanguageSwitch />
          <Button
            variant="subtle"
            className="header-button"
            leftSection={<LogOut size={18} aria-hidden="true" />}
            onClick={() => void signOut()}
          >
            {shell.signOut}
          </Button>
        </div>
      </header>
      <nav className="shell-nav" aria-label={shell.menu}>
        {PAGES.map(({ path, name, Icon }) => (
          <Link
            key={path}
            href={path}
            className="nav-link"
            aria-current={isAt(location, path) ? 'page' : undefined}
          >
            <Icon size={20} aria-hidden="true" />
            <span>{shell[name]}</span>
            {name === 'messages' && inbox && <MessagesCount inbox={inbox} />}
          </Link>
        ))}
      </nav>
      <main id="main" className="shell-main" tabIndex={-1}>
        {problem && <Notice kind="alert">{problem}</Notice>}
        {desk ? (
          <DeskArea key={desk.callee} desk={desk} me={me} />
        ) : (
          <>
            <PageHeading>{shell.queue}</PageHeading>
            <p>{shell.noDesk}</p>
          </>
        )}
      </main>
    </div>
  );
}

/** A page below another one is in the same place of the menu. */
function isAt(location: string, path: string): boolean {
  return location === path || (path !== '/' && location.startsWith(`${path}/`));
}
