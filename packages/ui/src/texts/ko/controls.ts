import type { ControlsTexts } from '../call-texts.ts';

export const controls: ControlsTexts = {
  shareScreen: '화면 공유',
  stopSharing: '공유 중지',
  more: '더 보기',
  devices: '카메라, 마이크, 스피커',
  flipCamera: '다른 카메라로 바꾸기',
  pictureInPicture: '작은 창으로 보기',
  notice: {
    speakingMuted: '마이크가 꺼져 있습니다. 스페이스 바를 누르고 말하거나 마이크를 켜 주세요.',
    screenFailed: '화면을 공유할 수 없습니다. 브라우저나 시스템이 허용하지 않습니다.',
    replaced: (label) => `사용하던 마이크가 없어졌습니다. 이제 ${label}(으)로 말씀하고 계십니다.`,
    pluggedIn: (label) => `새 장치가 연결되었습니다: ${label}`,
    useIt: '사용하기',
    dismiss: '닫기',
  },
};
