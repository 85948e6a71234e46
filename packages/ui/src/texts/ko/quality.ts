import type { QualityTexts } from '../quality-texts.ts';

export const quality: QualityTexts = {
  title: '연결 상태',
  levels: { good: '좋음', fair: '보통', poor: '약함', lost: '끊김' },
  measuring: '측정 중…',
  connection: (level) => `연결 상태: ${level}`,
  own: '내 연결',
  remote: (name) => `${name} 님의 연결`,
  ownWeak: '내 연결이 약합니다',
  remoteWeak: (name) => `${name} 님의 연결이 약합니다`,
  roundTrip: '왕복 시간',
  loss: '손실률',
  jitter: '지연 변동',
  received: '수신',
  sent: '송신',
  path: '경로',
  direct: '직접 연결',
  relayed: '중계 서버 경유',
};
