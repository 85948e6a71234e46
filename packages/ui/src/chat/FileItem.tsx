import type { Files, Transfer } from '@peerdesk/call';
import { useState } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../Icon.tsx';
import type { ChatTexts } from '../texts/chat-texts.ts';
import { sizeOf } from './size.ts';

export interface FileItemProps {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly own: boolean;
  readonly files: Files;
  readonly texts: ChatTexts;
}

/** A file: its name and size, how far it is, and what can be done with it. */
export function FileItem(props: FileItemProps) {
  const { id, name, bytes } = props;
  const transfer = useStore(props.files.store, (state) => state.transfers[id]);
  return (
    <div className="pd-file">
      <Icon name="file" size={20} />
      <bdi className="pd-file-name">{name}</bdi>
      <span className="pd-file-size">{sizeOf(bytes)}</span>
      <FileState {...props} transfer={transfer ?? unknownTo(props.own)} />
    </div>
  );
}

/** Of a file that this page, loaded again, knows from the log alone. */
function unknownTo(own: boolean): Transfer | null {
  return own ? null : { phase: 'offered' };
}

function FileState(props: FileItemProps & { readonly transfer: Transfer | null }) {
  const { id, name, bytes, own, files, texts, transfer } = props;
  const cancel = (
    <button
      type="button"
      className="pd-button"
      aria-label={`${texts.cancel} ${name}`}
      onClick={() => files.cancel(id)}
    >
      {texts.cancel}
    </button>
  );
  if (transfer === null) return <p className="pd-file-note">{texts.notAtHand}</p>;
  switch (transfer.phase) {
    case 'offered':
      return (
        <div className="pd-file-row">
          {own ? (
            <span className="pd-file-note">{texts.offered}</span>
          ) : (
            <button
              type="button"
              className="pd-button"
              data-kind="primary"
              aria-label={`${texts.accept} ${name}`}
              onClick={() => files.take(id)}
            >
              {texts.accept}
            </button>
          )}
          {cancel}
        </div>
      );
    case 'moving':
      return (
        <div className="pd-file-row">
          <progress aria-label={texts.progressOf(name)} value={transfer.bytes} max={bytes} />
          {cancel}
        </div>
      );
    case 'done':
      if (transfer.url === null) return <p className="pd-file-note">{texts.arrived}</p>;
      return (
        <>
          {transfer.pictureUrl && <Picture src={transfer.pictureUrl} alt={texts.pictureOf(name)} />}
          <div className="pd-file-row">
            <a
              className="pd-button"
              href={transfer.url}
              download={name}
              aria-label={`${texts.download} ${name}`}
            >
              {texts.download}
            </a>
          </div>
        </>
      );
    case 'cancelled':
      return <p className="pd-file-note">{texts.cancelled}</p>;
    case 'failed':
      return <p className="pd-file-note">{texts.fileFailed[transfer.why]}</p>;
    default:
      return transfer satisfies never;
  }
}

/** Where the page's policy or the picture itself forbids showing it, the file is still there. */
function Picture({ src, alt }: { readonly src: string; readonly alt: string }) {
  const [broken, setBroken] = useState(false);
  if (broken) return null;
  return <img className="pd-file-picture" src={src} alt={alt} onError={() => setBroken(true)} />;
}
