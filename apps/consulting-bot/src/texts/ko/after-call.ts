import type { AfterCallTexts } from '../widget-texts.ts';

export const afterCall: AfterCallTexts = {
  howWasIt: '상담은 어떠셨나요?',
  scale: '1은 나쁨, 5는 아주 좋음',
  comment: '의견',
  send: '평가 보내기',
  sending: '보내는 중…',
  ratingMissing: '1에서 5 중에 골라 주세요.',
  notSent: '평가를 보내지 못했습니다.',
  tooLate: '평가는 상담 후 하루 동안 받습니다.',
  thanks: '평가해 주셔서 감사합니다.',
  takeChat: '채팅 내려받기',
  chatFile: '채팅',
  you: '나',
  consultant: '상담사',
  file: (name) => `[파일: ${name}]`,
};
