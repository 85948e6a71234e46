import { beforeCall as call } from '@peerdesk/ui/texts/ko/before-call';
import type { WidgetTexts } from './widget-texts.ts';

const ours = {
  what: '저희 쪽에 문제가 생겼습니다.',
  next: '잠시 후 다시 시도해 주세요.',
};
const notYourCall = {
  what: '이 페이지의 대기 순서가 더 이상 유효하지 않습니다.',
  next: '다시 시작해 주세요.',
};

export const texts: WidgetTexts = {
  call,
  loadInCall: async () => (await import('@peerdesk/ui/texts/ko')).ko,
  loadAfterCall: async () => (await import('./ko/after-call.ts')).afterCall,
  videoConsultation: '화상 상담',
  close: '닫기',
  minimise: '작게 보기',
  restore: '상담 창 다시 열기',
  reload: '페이지 새로고침',
  startAgain: '다시 시작',

  cameraAsked: '브라우저가 카메라와 마이크 사용을 묻습니다. 아직 아무에게도 보이지 않습니다.',
  microphoneAsked: '브라우저가 마이크 사용을 묻습니다. 아직 아무에게도 들리지 않습니다.',
  howToTalk: '어떻게 상담하시겠어요?',
  video: '영상',
  voiceOnly: '음성만',
  yourName: '이름',
  nameMissing: '이름을 입력해 주세요.',
  howCanWeHelp: '무엇을 도와드릴까요?',
  optional: '선택',
  mayRecord: '상담 내용이 녹음되는 데 동의합니다. 언제든지 녹음을 중지할 수 있습니다.',
  join: '대기열에 들어가기',
  joinBusy: '마이크를 기다리는 중…',
  somebodyAvailable: '상담할 수 있습니다.',
  waitingAlready: (waiting) =>
    waiting === 0 ? '대기 중인 분이 없습니다.' : `${waiting}명이 기다리고 있습니다.`,
  nobodyAvailable: '지금은 상담사가 없습니다.',
  waitOrWrite: '대기열에서 기다리시거나 메시지를 남기실 수 있습니다.',
  serverAway: {
    what: '상담 창구에 연결할 수 없습니다.',
    next: '인터넷 연결을 확인한 뒤 다시 시도해 주세요.',
  },

  message: {
    leave: '메시지 남기기',
    why: '확인한 뒤 답변해 드립니다. 카메라와 마이크는 꺼져 있습니다.',
    labels: { name: '이름', contact: '이메일 또는 전화번호', reason: '메시지' },
    send: '메시지 보내기',
    sending: '보내는 중…',
    back: '뒤로',
    wrong: {
      name: '이름을 입력해 주세요.',
      contact: '답변받으실 이메일 주소나 전화번호를 입력해 주세요.',
      reason: '메시지를 입력해 주세요.',
    },
    notSent: '메시지를 보내지 못했습니다. 내용은 그대로 남아 있습니다.',
    sent: '메시지를 보냈습니다',
    sentNext: (contact) => `감사합니다. 확인한 뒤 ${contact}(으)로 답변해 드리겠습니다.`,
  },

  joining: '대기열에 들어가는 중…',
  position: (position) => `현재 대기 순서는 ${position}번째입니다`,
  positionShort: (position) => `대기 ${position}번째`,
  estimate: (min, max) =>
    max <= 1 ? '약 1분' : min === max ? `약 ${max}분` : `약 ${min}–${max}분`,
  noEstimate: '순서가 되면 자동으로 시작됩니다.',
  nobodyAvailableWhileWaiting: '지금은 상담사가 없습니다. 순서는 유지됩니다.',
  placeKept: '페이지를 새로고침해도 순서가 유지됩니다.',
  leave: '대기열에서 나가기',
  linkLost: '연결이 끊겼습니다. 다시 연결하는 동안 순서가 유지됩니다…',
  serverLost: '서버에 연결할 수 없습니다. 입력하신 내용은 유지되며 계속 다시 시도하고 있습니다…',
  ready: (consultant) => `${consultant} 님이 준비되었습니다. 연결 중…`,

  ended: '상담이 끝났습니다',
  endedBecause: {
    completed: '이용해 주셔서 감사합니다.',
    left_queue: '대기열에서 나오셨습니다.',
    declined: '지금은 상담사가 상담을 받을 수 없습니다.',
    abandoned: '연결이 오래 끊겨 대기 순서가 취소되었습니다.',
    caller_lost: '연결이 끊긴 뒤 제때 복구되지 않았습니다.',
    consultant_lost: '상담사의 연결이 끊긴 뒤 제때 복구되지 않았습니다.',
    failed:
      '통화를 연결하지 못했습니다. 방화벽이 막고 있을 수 있으니 다른 네트워크에서 시도해 보세요.',
  },
  pathLost:
    '상담사와 서로 연결되는 경로가 끊긴 뒤 복구되지 않아 통화가 종료되었습니다. 다른 네트워크에서 시도해 보세요.',
  callBack: '다시 연결하기',
  callBackHint: (minutes) =>
    `${minutes}분 안에 다시 연결하시면 대기열 맨 앞에서 이어집니다. 다시 입력하실 내용은 없습니다.`,
  consultantSays: '상담사의 메시지:',

  moved: '다른 탭에서 계속됩니다',
  movedWhy: '다른 탭이나 창에서 이 상담을 여셨습니다. 대기 순서는 그곳에 있습니다.',
  continueHere: '여기서 계속하기',

  refused: '진행할 수 없습니다',
  refusals: {
    protocol_version: {
      what: '이 페이지가 서버보다 오래되었습니다.',
      next: '페이지를 새로고침한 뒤 다시 시작해 주세요.',
    },
    invalid_payload: {
      what: '이름이나 내용에 읽을 수 없는 문자가 있습니다.',
      next: '일반 문자로 다시 적어 주세요.',
    },
    rate_limited: {
      what: '시도 횟수가 너무 많습니다.',
      next: '1분쯤 뒤에 다시 시도해 주세요.',
    },
    unknown_callee: {
      what: '존재하지 않는 상담 창구입니다.',
      next: '주소가 잘못되었다고 웹사이트 운영자에게 알려 주세요.',
    },
    origin_refused: {
      what: '이 웹사이트에서는 이 상담 창구를 사용할 수 없습니다.',
      next: '창구 설정에서 이 주소를 허용해 달라고 웹사이트 운영자에게 알려 주세요.',
    },
    not_signed_in: ours,
    forbidden: ours,
    queue_full: {
      what: '지금은 기다리는 분이 너무 많습니다.',
      next: '나중에 다시 시도해 주세요.',
    },
    invalid_ticket: notYourCall,
    consultation_ended: {
      what: '이미 끝난 상담입니다.',
      next: '새로 시작하실 수 있습니다.',
    },
    not_joined: notYourCall,
    not_waiting: notYourCall,
    not_in_call: notYourCall,
    stale_generation: ours,
    queue_empty: ours,
    already_taken: ours,
    caller_away: ours,
    already_consulting: ours,
    unknown_room: ours,
    room_not_open: ours,
    room_expired: ours,
    room_revoked: ours,
    room_used: ours,
    room_full: ours,
    recordings_off: ours,
    already_recording: ours,
    not_recording: ours,
    disk_full: ours,
    internal: ours,
  },
};
