import type { Language, PlainPage } from './plain-page.ts';

type Words = Pick<PlainPage, 'title' | 'words'> & { readonly link?: string };

/** What the server itself says to people who open a page. */
export const PAGE_TEXTS = {
  en: {
    notFound: {
      title: 'There is nothing at this address',
      words: 'Check the address for a slip of the pen, or ask whoever gave it to you.',
    },
    unknownDesk: {
      title: 'There is no such desk',
      words: 'Check the address for a slip of the pen, or ask whoever gave it to you.',
    },
    noDesk: {
      title: 'No desk yet',
      words: 'This page shows how a website embeds a desk. Create the first desk, then come back.',
      link: 'Create the first desk',
    },
    room: {
      title: 'A room for two',
      words: 'A room needs JavaScript. Please allow it for this page.',
    },
    notBuilt: {
      title: 'Not built yet',
      words: 'This part of Peerdesk has not been built. Run pnpm build, then load the page again.',
    },
  },
  ko: {
    notFound: {
      title: '이 주소에는 아무것도 없습니다',
      words: '주소에 잘못 적힌 곳이 없는지 확인하거나, 주소를 알려 준 분에게 문의해 주세요.',
    },
    unknownDesk: {
      title: '해당 상담 창구가 없습니다',
      words: '주소에 잘못 적힌 곳이 없는지 확인하거나, 주소를 알려 준 분에게 문의해 주세요.',
    },
    noDesk: {
      title: '아직 상담 창구가 없습니다',
      words:
        '이 페이지는 웹사이트에 상담 창구를 넣은 모습을 보여 줍니다. 먼저 상담 창구를 만든 뒤 다시 열어 주세요.',
      link: '첫 상담 창구 만들기',
    },
    room: {
      title: '둘만의 방',
      words: '이 방에는 JavaScript가 필요합니다. 이 페이지에서 허용해 주세요.',
    },
    notBuilt: {
      title: '아직 빌드되지 않았습니다',
      words:
        'Peerdesk의 이 부분이 아직 빌드되지 않았습니다. pnpm build를 실행한 뒤 다시 열어 주세요.',
    },
  },
} as const satisfies Record<
  Language,
  Record<'notFound' | 'unknownDesk' | 'noDesk' | 'room' | 'notBuilt', Words>
>;
