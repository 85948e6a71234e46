import type { SetupTexts } from '../setup-texts.ts';

export const setup: SetupTexts = {
  title: '고객의 연결과 장치',
  network: { good: '네트워크 좋음', fair: '네트워크 보통', poor: '네트워크 약함' },
  networkHint: '기다리는 동안 고객과 이 서버 사이에서 측정한 값입니다',
  screen: { phone: '휴대전화', desktop: '컴퓨터' },
  browser: {
    chromium: '크로미엄',
    firefox: '파이어폭스',
    safari: '사파리',
    other: '다른 브라우저',
  },
  selfTest: {
    good: '점검: 좋음',
    usable: '점검: 사용 가능',
    poor: '점검: 나쁨',
    blocked: '점검: 통화 불가',
  },
  selfTestHint: '고객이 카메라, 마이크, 연결을 점검한 결과입니다',
  noCamera: '카메라 없음',
  noMicrophone: '마이크 없음',
  relayBlocked: '중계 서버에 연결할 수 없음',
  relayBlockedHint: '고객과 직접 연결할 수 없으면 통화가 이루어지지 않습니다.',
};
