import type { StageTexts } from '../call-texts.ts';

export const stage: StageTexts = {
  callWith: (name) => `${name} 님과 통화`,
  controls: '통화 제어',
  consultantVideo: '상담사 영상',
  callerVideo: '고객 영상',
  moveYourVideo: '내 화면을 다른 모서리로 옮기기',
  muteMicrophone: '마이크 끄기',
  unmuteMicrophone: '마이크 켜기',
  turnCameraOff: '카메라 끄기',
  turnCameraOn: '카메라 켜기',
  fullScreen: '전체 화면',
  leaveFullScreen: '전체 화면 끝내기',
};
