import { ko as call } from '@peerdesk/ui/texts/ko';
import { texts as widget } from '../../texts/ko.ts';
import type { RoomTexts } from './room-texts.ts';

const askForAnother = '링크를 보낸 분에게 새 링크를 요청해 주세요.';

export const texts: RoomTexts = {
  call,
  widget,
  locale: 'ko',
  other: { name: 'English', tag: 'en' },
  title: '둘만의 방',
  at: (callee) => callee,
  loading: '방을 찾는 중…',
  enter: '방에 들어가기',
  knockFirst: '안에 사람이 있으면 들어가도 되는지 먼저 물어봅니다.',
  asConsultant: '녹음하거나 메모하려면 콘솔에서 들어가세요',
  full: {
    what: '방이 가득 찼습니다',
    next: '이미 두 사람이 안에 있습니다. 한 사람이 나가면 다시 들어가거나, 새 링크를 요청해 주세요.',
  },
  declined: {
    what: '입장이 거절되었습니다',
    next: '안에 있는 분이 거절했습니다. 다시 노크하거나 다른 방법으로 연락해 주세요.',
  },
  unreachable: {
    what: '방에 연결할 수 없습니다.',
    next: '인터넷 연결을 확인한 뒤 다시 시도해 주세요.',
  },
  entering: '방에 들어가는 중…',
  waiting: '상대방을 기다리고 있습니다',
  waitingHint: '상대방이 들어오면 자동으로 시작됩니다. 페이지를 새로고침해도 자리는 유지됩니다.',
  gone: (name) => `${name} 님이 방에서 나갔습니다.`,
  knocking: '들어오라는 응답을 기다리는 중…',
  knockingHint: '안에 있는 분에게 물어보았습니다. 아직 아무에게도 보이거나 들리지 않습니다.',
  asked: (name) => `${name} 님이 들어오고 싶어 합니다`,
  letIn: '들이기',
  turnAway: '거절',
  leave: '나가기',
  connecting: (name) => `${name} 님과 연결하는 중…`,
  videoOf: (name) => `${name} 님의 영상`,
  left: '방에서 나왔습니다',
  leftHint: '카메라와 마이크가 꺼졌습니다.',
  again: '입구로 돌아가기',
  movedWhy: '다른 탭이나 창에서 이 방을 여셨습니다. 자리는 그곳에 있습니다.',
  shut: {
    unknown: () => ({
      what: '이런 방은 없습니다.',
      next: '링크의 글자가 빠지지 않았는지 확인하거나, 링크를 보낸 분에게 새 링크를 요청해 주세요.',
    }),
    not_yet: (when) => ({
      what: when ? `아직 열리지 않은 방입니다. ${when}에 열립니다.` : '아직 열리지 않은 방입니다.',
      next: '이 페이지를 열어 두시면 시간이 되었을 때 입구가 나타납니다.',
    }),
    expired: () => ({
      what: '만료된 방입니다.',
      next: `사용할 수 있는 시간이 지났습니다. ${askForAnother}`,
    }),
    revoked: () => ({
      what: '취소된 방입니다.',
      next: `방을 만든 분이 닫았습니다. ${askForAnother}`,
    }),
    used: () => ({
      what: '이미 사용한 방입니다.',
      next: `한 번만 쓸 수 있는 방이며 대화가 끝났습니다. ${askForAnother}`,
    }),
  },
};
