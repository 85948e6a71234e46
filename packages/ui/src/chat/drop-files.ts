import type { CallTools } from '@peerdesk/call';
import { type DragEvent, useState } from 'react';

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');

/** Files dropped onto an element are offered to the other side, once there are tools for it. */
export function useDropFiles(tools: Pick<CallTools, 'chat' | 'files'> | null) {
  const [over, setOver] = useState(false);
  if (!tools) return { over: false, props: {} };
  const { chat, files } = tools;
  return {
    over,
    props: {
      onDragOver(event: DragEvent) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave(event: DragEvent) {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOver(false);
      },
      onDrop(event: DragEvent) {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        files.offer(event.dataTransfer.files);
        chat.show(true);
      },
    },
  };
}
