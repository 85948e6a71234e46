import { Tabs } from '@mantine/core';
import type { CallTools } from '@peerdesk/call';
import { ChatAside, UnreadMark } from '@peerdesk/ui';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useCallTexts, useTexts } from '../console-context.tsx';
import { Details, type DetailsProps } from './Details.tsx';

export interface CallSideProps extends DetailsProps {
  readonly tools: CallTools;
  /** Another page is shown. */
  readonly hidden: boolean;
}

/** Beside the caller: what is known of them, and the chat with them. */
export function CallSide({ desk, consultation, tools, hidden }: CallSideProps) {
  const { call } = useTexts();
  const { chat: texts } = useCallTexts();
  const { chat } = tools;
  const chatting = useStore(chat.store, (state) => state.shown);
  useEffect(() => {
    // What comes while another page is shown has not been read.
    if (hidden) chat.show(false);
  }, [hidden, chat]);
  return (
    <Tabs
      className="call-tabs"
      value={chatting ? 'chat' : 'details'}
      onChange={(tab) => chat.show(tab === 'chat')}
      keepMounted={false}
    >
      <Tabs.List grow>
        <Tabs.Tab value="details">{call.details}</Tabs.Tab>
        <Tabs.Tab value="chat" rightSection={<UnreadMark chat={chat} texts={texts} />}>
          {texts.title}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="details">
        <Details desk={desk} consultation={consultation} />
      </Tabs.Panel>
      <Tabs.Panel value="chat" className="call-chat">
        <ChatAside tools={tools} texts={texts} remoteName={consultation.remoteName} />
      </Tabs.Panel>
    </Tabs>
  );
}
