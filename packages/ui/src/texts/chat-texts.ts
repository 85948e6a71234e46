import type { FilesState, TransferFailure } from '@peerdesk/call';

/** The words around chat and files. */
export interface ChatTexts {
  readonly title: string;
  /** The button's name while there is something to be read. */
  readonly unread: (count: number) => string;
  readonly back: string;
  readonly empty: string;
  readonly you: string;
  readonly message: string;
  readonly send: string;
  readonly attach: string;
  readonly waiting: string;
  readonly sent: string;
  readonly delivered: string;
  readonly dropHere: string;
  readonly accept: string;
  readonly download: string;
  readonly cancel: string;
  readonly progressOf: (name: string) => string;
  readonly pictureOf: (name: string) => string;
  readonly offered: string;
  readonly cancelled: string;
  readonly arrived: string;
  readonly fileFailed: Record<TransferFailure, string>;
  /** One's own file, after this page was loaded again. */
  readonly notAtHand: string;
  readonly refused: Record<NonNullable<FilesState['refused']>['why'], (name: string) => string>;
}
