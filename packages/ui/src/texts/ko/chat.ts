import type { ChatTexts } from '../chat-texts.ts';

export const chat: ChatTexts = {
  title: '채팅',
  unread: (count) => `채팅, 읽지 않음 ${count}개`,
  back: '통화로 돌아가기',
  empty: '메시지를 쓰거나 100MB 이하의 파일을 보내세요. 두 사람만 볼 수 있습니다.',
  you: '나',
  message: '메시지',
  send: '보내기',
  attach: '파일 첨부',
  waiting: '연결을 기다리는 중',
  sent: '보냄',
  delivered: '전달됨',
  dropHere: '보낼 파일을 여기에 놓으세요',
  accept: '받기',
  download: '다운로드',
  cancel: '취소',
  progressOf: (name) => `${name} 진행률`,
  pictureOf: (name) => `사진: ${name}`,
  offered: '상대방이 받기를 기다리는 중',
  cancelled: '취소됨',
  arrived: '상대방이 받았습니다',
  fileFailed: {
    gone: '파일이 더 이상 없습니다. 보낸 사람의 페이지가 새로 열렸습니다. 다시 보내 달라고 요청하세요.',
    damaged: '파일이 계속 손상된 채 도착했습니다. 다시 보내 달라고 요청하세요.',
    unreadable: '파일을 읽을 수 없습니다. 변경되었거나 옮겨졌거나 폴더입니다. 다시 첨부하세요.',
    too_large: '100MB보다 커서 받을 수 없습니다.',
  },
  notAtHand: '이 페이지가 새로 열렸습니다. 파일을 보내려면 다시 첨부하세요.',
  refused: {
    too_large: (name) =>
      `“${name}”을(를) 보내지 못했습니다. 파일은 100MB까지 보낼 수 있습니다. 더 작은 파일이나 링크를 보내세요.`,
    not_loaded: (name) =>
      `“${name}”을(를) 보내지 못했습니다. 페이지의 일부를 불러오지 못했습니다. 네트워크를 확인하고 다시 시도하세요.`,
  },
};
